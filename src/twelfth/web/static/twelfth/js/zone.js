// A new member's zone is the browser's, unless they choose another.
const zone = document.querySelector("select[name=zone]");
if (zone && zone.value === "UTC" && !zone.closest("form").querySelector(".error")) {
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if ([...zone.options].some((one) => one.value === here)) zone.value = here;
}
