"""The upload's form, and what the meanings of columns are called."""

from django import forms

from twelfth.importing.fields import OF_ACTIVITIES, Field

_LARGEST = 2 * 1024**3

FIELD_LABELS = {
    field.value: field.value.replace("_", " ").capitalize() for field in Field if field is not Field.OWN
} | {
    Field.EMAIL: "E-mail",
    Field.EMAIL_LABEL: "E-mail, its kind",
    Field.PHONE_LABEL: "Phone, its kind",
    Field.ZONE: "Time zone",
    Field.EXTERNAL_ID: "Id in the other system",
    Field.CREATED_AT: "Created on",
    Field.LAST_CONTACT_AT: "Last contact on",
    Field.LINKEDIN: "LinkedIn",
    Field.WHATSAPP: "WhatsApp",
    Field.EMAIL_OPT_OUT: "Wants no e-mail",
    Field.PHONE_OPT_OUT: "Wants no calls",
    Field.DEAL_CLOSED_AT: "Deal closed on",
    Field.ACTIVITY_KIND: "Contact: call, e-mail, meeting …",
    Field.ACTIVITY_SUBJECT: "Contact: what it was about",
    Field.ACTIVITY_AT: "Contact: when",
    Field.ACTIVITY_DONE_AT: "Contact: done on",
    Field.ACTIVITY_DUE: "Task: due on",
    Field.ACTIVITY_TIME: "Contact: hour",
    Field.ACTIVITY_DIRECTION: "Contact: in or out",
    Field.ACTIVITY_OUTCOME: "Contact: what came of it",
    Field.ACTIVITY_STATE: "Task: done or open",
    Field.ACTIVITY_ID: "Contact: its id",
    Field.ACTIVITY_PEOPLE_IDS: "Contact: ids of whom",
    Field.KEEP: "Keep in the notes",
}

_OF_DEALS = frozenset(field for field in Field if field.startswith("deal_"))
#: What a column may be, by what its row is about, each a code and a label.
FIELD_GROUPS = (
    (
        "A person",
        [(f.value, FIELD_LABELS[f]) for f in Field if f not in _OF_DEALS | OF_ACTIVITIES | {Field.OWN}],
    ),
    ("A deal", [(f.value, FIELD_LABELS[f]) for f in Field if f in _OF_DEALS]),
    ("A contact made, or a task", [(f.value, FIELD_LABELS[f]) for f in Field if f in OF_ACTIVITIES]),
)

#: What stands between two cells.
DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "vertical bar", ":": "colon", "^": "caret"}
#: How letters are written, for whoever sees that we took the wrong one.
ENCODINGS = {
    "utf-8": "UTF-8",
    "utf-16": "UTF-16",
    "cp1252": "Windows, Western Europe",
    "cp1250": "Windows, Central Europe",
    "cp1251": "Windows, Cyrillic",
    "cp1253": "Windows, Greek",
    "cp1254": "Windows, Turkish",
    "cp1255": "Windows, Hebrew",
    "cp1256": "Windows, Arabic",
    "cp1257": "Windows, Baltic",
    "cp1258": "Windows, Vietnamese",
    "mac_roman": "Mac, Western Europe",
    "cp850": "DOS, Western Europe",
    "koi8_r": "KOI8-R, Russian",
    "cp932": "Shift JIS, Japanese",
    "gb18030": "GB 18030, Chinese",
    "big5": "Big5, Chinese",
    "cp949": "Korean",
}


class UploadForm(forms.Form):
    file = forms.FileField(
        label="A file with people in it",
        help_text="An export of HubSpot, Salesforce, Pipedrive, Google Contacts or Outlook, a list of your own, the "
        "contacts of a phone: CSV, Excel, OpenDocument or vCard. First the people, then their calls, e-mails, meetings "
        "and tasks, so that plans go on at the right contact.",
        widget=forms.ClearableFileInput(
            attrs={"accept": ".csv,.tsv,.txt,.xlsx,.xls,.xlsb,.ods,.vcf,text/csv,text/vcard"}
        ),
        allow_empty_file=True,
        error_messages={"required": "Choose a file first."},
    )

    def clean_file(self) -> object:
        upload = self.cleaned_data["file"]
        if upload.size > _LARGEST:
            raise forms.ValidationError(
                "This file is larger than 2 GB. Split it, and import the parts one by one."
            )
        return upload
