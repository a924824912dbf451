/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-record-dialog.h"

#include <glib/gi18n.h>

#include "ear-assembly-record.h"
#include "ear-choice.h"
#include "ear-paper-work.h"

struct _EarRecordDialog
{
  AdwDialog parent_instance;

  AdwComboRow *format, *protect;
  AdwActionRow *rules;
  GtkWidget *internal;

  GtkWidget *page; /* whose record it is; it outlives a dialog that is shown in it */
  EarWorkbook *workbook;
  EarId session;
};

G_DEFINE_FINAL_TYPE (EarRecordDialog, ear_record_dialog, ADW_TYPE_DIALOG)

/* What can be worked on first: a record is read by several people before it is handed out. */
static const struct
{
  const char *label, *name;
} formats[] = { { N_ ("Document (ODT)"), "record-of-the-assembly.odt" },
                { N_ ("Pages to print or send (PDF)"), "record-of-the-assembly.pdf" },
                { N_ ("Web page (HTML)"), "record-of-the-assembly.html" } };

typedef struct
{
  EarId session;
  EarPreset preset;
} Record;

static EarDocument *
make_record (EarStore *store, gpointer data, const char *organisation, GCancellable *cancellable, GError **error)
{
  const Record *record = data;
  const EarAssemblyRecordOptions options
    = { .session = &record->session, .protect = &record->preset, .organisation = organisation, .cancellable = cancellable };

  return ear_assembly_record (store, &options, error);
}

static const EarPreset *
get_preset (EarRecordDialog *dialog)
{
  return &ear_presets[adw_combo_row_get_selected (dialog->protect)];
}

static void
save_cb (EarRecordDialog *dialog)
{
  Record *record = g_new0 (Record, 1);
  const EarPaper paper = { .make = make_record,
                           .data = record,
                           .data_free = g_free,
                           .title = _ ("Save the record of the meeting"),
                           .name = formats[adw_combo_row_get_selected (dialog->format)].name,
                           .wrote = ear_preset_is_internal (get_preset (dialog))
                                      ? _ ("Wrote “%s”. Its figures are exact: keep it inside your organisations.")
                                      : _ ("Wrote “%s”. Read it once before you hand it out."),
                           .failed = _ ("The record was not written") };

  record->session = dialog->session;
  record->preset = *get_preset (dialog);
  ear_paper_ask (dialog->page, dialog->workbook, &paper);
  adw_dialog_close (ADW_DIALOG (dialog));
}

static gboolean
save_key_cb (GtkWidget *widget, GVariant *args G_GNUC_UNUSED, gpointer data G_GNUC_UNUSED)
{
  save_cb (EAR_RECORD_DIALOG (widget));
  return TRUE;
}

static void
protect_cb (EarRecordDialog *dialog)
{
  g_autofree char *rules = NULL;

  if (dialog->protect == NULL || adw_combo_row_get_selected (dialog->protect) == GTK_INVALID_LIST_POSITION)
    return;
  rules = ear_preset_describe (get_preset (dialog));
  adw_action_row_set_subtitle (dialog->rules, rules);
  gtk_widget_set_visible (dialog->internal, ear_preset_is_internal (get_preset (dialog)));
}

static void
ear_record_dialog_dispose (GObject *object)
{
  EarRecordDialog *dialog = EAR_RECORD_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), EAR_TYPE_RECORD_DIALOG);
  g_clear_object (&dialog->page);
  g_clear_object (&dialog->workbook);
  G_OBJECT_CLASS (ear_record_dialog_parent_class)->dispose (object);
}

static void
ear_record_dialog_class_init (EarRecordDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ear_record_dialog_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/uk/earshot/app/ear-record-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, EarRecordDialog, format);
  gtk_widget_class_bind_template_child (widget_class, EarRecordDialog, protect);
  gtk_widget_class_bind_template_child (widget_class, EarRecordDialog, rules);
  gtk_widget_class_bind_template_child (widget_class, EarRecordDialog, internal);
  gtk_widget_class_bind_template_callback (widget_class, save_cb);
  gtk_widget_class_bind_template_callback (widget_class, protect_cb);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK, save_key_cb, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_KP_Enter, GDK_CONTROL_MASK, save_key_cb, NULL);
}

static void
append (GListStore *choices, const char *key, const char *label)
{
  g_autoptr (EarChoice) choice = ear_choice_new (NULL, key, label, 0);

  g_list_store_append (choices, choice);
}

static void
ear_record_dialog_init (EarRecordDialog *dialog)
{
  g_autoptr (GListStore) kinds = g_list_store_new (EAR_TYPE_CHOICE), presets = g_list_store_new (EAR_TYPE_CHOICE);

  gtk_widget_init_template (GTK_WIDGET (dialog));
  for (gsize i = 0; i < G_N_ELEMENTS (formats); i++)
    append (kinds, formats[i].name, _ (formats[i].label));
  for (gsize i = 0; ear_presets[i].name != NULL; i++)
    append (presets, ear_presets[i].name, ear_preset_label (&ear_presets[i]));
  ear_choice_prepare (dialog->format);
  ear_choice_prepare (dialog->protect);
  adw_combo_row_set_model (dialog->format, G_LIST_MODEL (kinds));
  adw_combo_row_set_model (dialog->protect, G_LIST_MODEL (presets));
  protect_cb (dialog);
}

/**
 * ear_record_dialog_new:
 * @page: a page of the window, where it is told how it went
 * @session: the Assembly
 *
 * Returns: (transfer floating): the dialog.
 */
AdwDialog *
ear_record_dialog_new (GtkWidget *page, EarWorkbook *workbook, const EarId *session)
{
  EarRecordDialog *dialog = g_object_new (EAR_TYPE_RECORD_DIALOG, NULL);

  dialog->page = g_object_ref (page);
  dialog->workbook = g_object_ref (workbook);
  dialog->session = *session;
  return ADW_DIALOG (dialog);
}
