"""The upload's form, and what the meanings of columns are called."""

from django import forms

from twelfth.importing.fields import Field

_LARGEST = 2 * 1024**3

FIELD_LABELS = {field.value: field.value.replace("_", " ").capitalize() for field in Field} | {
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
    Field.KEEP: "Keep in the notes",
}


class UploadForm(forms.Form):
    file = forms.FileField(
        label="A file with people in it",
        help_text="An export of HubSpot, Salesforce, Pipedrive, Google Contacts or Outlook, a list of your own, the "
        "contacts of a phone: CSV, Excel, OpenDocument or vCard.",
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
