/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-safeguarding-dialog.h"

#include <glib/gi18n.h>

#include "ear-draft-saver.h"
#include "ear-language.h"
#include "ear-voice-care.h"
#include "ear-window.h"

struct _EarSafeguardingDialog
{
  AdwDialog parent_instance;

  GtkBox *content, *worry;
  GtkLabel *words;
  AdwSwitchRow *flagged;
  GtkTextView *note;
  GtkToggleButton *edit;
  GtkLabel *procedure_label, *phone_label;
  GtkTextView *procedure;
  AdwEntryRow *phone;

  EarWorkbook *workbook;
  EarId voice;             /* EAR_ID_NONE for the procedure alone */
  EarSafeguarding *loaded; /* NULL until it is read */
  EarDraftSaver *draft;    /* (nullable) of the note */
  GtkWidget *parent;       /* (nullable) the window, to tell what happened once this is closed */
};

G_DEFINE_FINAL_TYPE (EarSafeguardingDialog, ear_safeguarding_dialog, ADW_TYPE_DIALOG)

/* Nothing but spaces is nothing. */
static char *
take_text (char *text)
{
  g_strstrip (text);
  if (*text == '\0')
    g_clear_pointer (&text, g_free);
  return text;
}

static char *
text_of (GtkTextView *view)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (view);
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return take_text (gtk_text_buffer_get_text (buffer, &start, &end, FALSE));
}

static void
set_text (GtkTextView *view, const char *text)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (view);

  gtk_text_buffer_begin_irreversible_action (buffer);
  gtk_text_buffer_set_text (buffer, text == NULL ? "" : text, -1);
  gtk_text_buffer_end_irreversible_action (buffer);
}

static void
show_procedure (EarSafeguardingDialog *dialog)
{
  g_autofree char *procedure = text_of (dialog->procedure);
  const char *phone = gtk_editable_get_text (GTK_EDITABLE (dialog->phone));
  g_autofree char *ring = *phone == '\0' ? NULL : g_strdup_printf (_ ("Ring %s"), phone);

  gtk_label_set_text (dialog->procedure_label,
                      procedure == NULL ? _ ("Not written down yet. In danger, ring 999 first.") : procedure);
  gtk_label_set_text (dialog->phone_label, ring == NULL ? "" : ring);
  gtk_widget_set_visible (GTK_WIDGET (dialog->phone_label), ring != NULL);
}

static void
edit_cb (EarSafeguardingDialog *dialog)
{
  show_procedure (dialog);
  if (gtk_toggle_button_get_active (dialog->edit))
    gtk_widget_grab_focus (GTK_WIDGET (dialog->procedure));
}

/* A sheet that is still sliding in gives the focus away once more when it is there. */
static void
take_focus (EarSafeguardingDialog *dialog, GtkWidget *widget)
{
  adw_dialog_set_focus (ADW_DIALOG (dialog), widget);
  gtk_widget_grab_focus (widget);
}

static void
show (EarSafeguardingDialog *dialog)
{
  const EarSafeguarding *loaded = dialog->loaded;

  gtk_widget_set_visible (GTK_WIDGET (dialog->worry), !ear_id_is_none (&dialog->voice));
  gtk_label_set_text (dialog->words, loaded->words == NULL ? "" : loaded->words);
  ear_language_apply (dialog->words, NULL);
  gtk_widget_set_visible (GTK_WIDGET (dialog->words), loaded->words != NULL);
  adw_switch_row_set_active (dialog->flagged, loaded->flagged);
  set_text (dialog->note, loaded->note);
  set_text (dialog->procedure, loaded->procedure);
  gtk_editable_set_text (GTK_EDITABLE (dialog->phone), loaded->phone == NULL ? "" : loaded->phone);
  show_procedure (dialog);
  gtk_widget_set_sensitive (GTK_WIDGET (dialog->content), TRUE);
  gtk_toggle_button_set_active (dialog->edit, ear_id_is_none (&dialog->voice) && loaded->procedure == NULL);
  if (!ear_id_is_none (&dialog->voice))
    take_focus (dialog, GTK_WIDGET (dialog->note));
  else if (!gtk_toggle_button_get_active (dialog->edit))
    take_focus (dialog, GTK_WIDGET (dialog->edit));
}

/* What belongs to a voice that was erased goes with it. */
static void
give_up (EarSafeguardingDialog *dialog)
{
  g_clear_pointer (&dialog->loaded, ear_safeguarding_free);
  gtk_label_set_text (dialog->words, "");
  set_text (dialog->note, NULL);
  g_clear_object (&dialog->draft);
  adw_dialog_force_close (ADW_DIALOG (dialog));
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (EarSafeguardingDialog) dialog = data;
  g_autoptr (GError) error = NULL;
  EarSafeguarding *loaded = ear_workbook_run_finish (EAR_WORKBOOK (source), result, &error);
  gboolean first = dialog->loaded == NULL;

  if (dialog->content == NULL || (loaded != NULL && !first))
    {
      ear_safeguarding_free (loaded);
      return;
    }
  if (loaded != NULL)
    {
      dialog->loaded = loaded;
      show (dialog);
      return;
    }
  if (dialog->parent != NULL && first)
    ear_window_show_error (EAR_WINDOW (dialog->parent), _ ("The safeguarding note could not be read"), error);
  give_up (dialog);
}

static void
load (EarSafeguardingDialog *dialog)
{
  ear_workbook_run_async (dialog->workbook, FALSE, ear_safeguarding_load_job, g_memdup2 (&dialog->voice, sizeof dialog->voice), g_free,
                          (GDestroyNotify) ear_safeguarding_free, NULL, loaded_cb, g_object_ref (dialog));
}

static void
note_changed_cb (EarSafeguardingDialog *dialog)
{
  g_autofree char *note = NULL;

  if (dialog->loaded == NULL || dialog->draft == NULL)
    return;
  note = text_of (dialog->note);
  ear_draft_saver_set_text (dialog->draft, g_strcmp0 (note, dialog->loaded->note) == 0 ? NULL : note);
  /* Who writes a note has a worry. */
  if (note != NULL && dialog->loaded->note == NULL)
    adw_switch_row_set_active (dialog->flagged, TRUE);
}

typedef struct
{
  GtkWidget *parent;
  EarDraftSaver *draft;
} Saving;

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autofree Saving *saving = data;
  g_autoptr (GtkWidget) parent = saving->parent;
  g_autoptr (EarDraftSaver) draft = saving->draft;
  g_autoptr (GError) error = NULL;

  ear_workbook_run_finish (EAR_WORKBOOK (source), result, &error);
  if (error == NULL && draft != NULL)
    ear_draft_saver_set_text (draft, NULL);
  if (parent == NULL)
    return;
  if (error == NULL)
    ear_window_toast (EAR_WINDOW (parent), _ ("Saved, on this laptop only"));
  else
    ear_window_show_error (EAR_WINDOW (parent), _ ("The safeguarding note could not be saved"), error);
}

static void
save (EarSafeguardingDialog *dialog, EarSafeguarding *safeguarding, EarWorkbookFunc func)
{
  Saving *saving = g_new0 (Saving, 1);

  g_set_object (&saving->parent, dialog->parent);
  g_set_object (&saving->draft, dialog->draft);
  ear_workbook_run_async (dialog->workbook, TRUE, func, safeguarding, (GDestroyNotify) ear_safeguarding_free, NULL, NULL,
                          saved_cb, saving);
}

static EarSafeguarding *
collect (EarSafeguardingDialog *dialog)
{
  EarSafeguarding *now = ear_safeguarding_new (&dialog->voice);

  now->flagged = adw_switch_row_get_active (dialog->flagged);
  now->note = text_of (dialog->note);
  now->procedure = text_of (dialog->procedure);
  now->phone = take_text (g_strdup (gtk_editable_get_text (GTK_EDITABLE (dialog->phone))));
  return now;
}

/* Nothing is asked: what was changed is saved as the dialog goes. */
static void
closed_cb (EarSafeguardingDialog *dialog)
{
  const EarSafeguarding *was = dialog->loaded;
  g_autoptr (EarSafeguarding) now = was == NULL ? NULL : collect (dialog);

  if (was == NULL)
    return;
  if (g_strcmp0 (now->procedure, was->procedure) != 0 || g_strcmp0 (now->phone, was->phone) != 0)
    save (dialog, collect (dialog), ear_safeguarding_save_procedure_job);
  if (!ear_id_is_none (&dialog->voice) && (now->flagged != was->flagged || g_strcmp0 (now->note, was->note) != 0))
    save (dialog, g_steal_pointer (&now), ear_safeguarding_save_job);
}

static void
ear_safeguarding_dialog_map (GtkWidget *widget)
{
  EarSafeguardingDialog *dialog = EAR_SAFEGUARDING_DIALOG (widget);

  GTK_WIDGET_CLASS (ear_safeguarding_dialog_parent_class)->map (widget);
  g_set_object (&dialog->parent, GTK_WIDGET (ear_window_of (widget)));
}

static void
ear_safeguarding_dialog_dispose (GObject *object)
{
  EarSafeguardingDialog *dialog = EAR_SAFEGUARDING_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), EAR_TYPE_SAFEGUARDING_DIALOG);
  g_clear_object (&dialog->parent);
  g_clear_object (&dialog->draft);
  g_clear_object (&dialog->workbook);
  g_clear_pointer (&dialog->loaded, ear_safeguarding_free);
  G_OBJECT_CLASS (ear_safeguarding_dialog_parent_class)->dispose (object);
}

static void
ear_safeguarding_dialog_class_init (EarSafeguardingDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ear_safeguarding_dialog_dispose;
  widget_class->map = ear_safeguarding_dialog_map;
  gtk_widget_class_set_template_from_resource (widget_class, "/uk/earshot/app/ear-safeguarding-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, EarSafeguardingDialog, content);
  gtk_widget_class_bind_template_child (widget_class, EarSafeguardingDialog, worry);
  gtk_widget_class_bind_template_child (widget_class, EarSafeguardingDialog, words);
  gtk_widget_class_bind_template_child (widget_class, EarSafeguardingDialog, flagged);
  gtk_widget_class_bind_template_child (widget_class, EarSafeguardingDialog, note);
  gtk_widget_class_bind_template_child (widget_class, EarSafeguardingDialog, edit);
  gtk_widget_class_bind_template_child (widget_class, EarSafeguardingDialog, procedure_label);
  gtk_widget_class_bind_template_child (widget_class, EarSafeguardingDialog, phone_label);
  gtk_widget_class_bind_template_child (widget_class, EarSafeguardingDialog, procedure);
  gtk_widget_class_bind_template_child (widget_class, EarSafeguardingDialog, phone);
  gtk_widget_class_bind_template_callback (widget_class, closed_cb);
}

static void
ear_safeguarding_dialog_init (EarSafeguardingDialog *dialog)
{
  gtk_widget_init_template (GTK_WIDGET (dialog));
  g_signal_connect_swapped (dialog->edit, "toggled", G_CALLBACK (edit_cb), dialog);
  g_signal_connect_swapped (gtk_text_view_get_buffer (dialog->note), "changed", G_CALLBACK (note_changed_cb), dialog);
}

/**
 * ear_safeguarding_dialog_new:
 * @voice: the voice; EAR_ID_NONE for the organisation's procedure alone
 *
 * Returns: (transfer floating): the dialog. It saves what was changed when it is closed. Main thread.
 */
AdwDialog *
ear_safeguarding_dialog_new (EarWorkbook *workbook, const EarId *voice)
{
  EarSafeguardingDialog *dialog = g_object_new (EAR_TYPE_SAFEGUARDING_DIALOG, NULL);

  dialog->workbook = g_object_ref (workbook);
  dialog->voice = *voice;
  if (!ear_id_is_none (voice))
    {
      g_autofree char *place = ear_draft_place (EAR_DRAFT_SAFEGUARDING, voice, NULL);

      dialog->draft = ear_draft_saver_new (workbook, place);
    }
  g_signal_connect_object (workbook, "erased", G_CALLBACK (load), dialog, G_CONNECT_SWAPPED);
  load (dialog);
  return ADW_DIALOG (dialog);
}
