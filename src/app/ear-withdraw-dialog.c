/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-withdraw-dialog.h"

#include <glib/gi18n.h>

#include "ear-backup-group.h"
#include "ear-folder-group.h"
#include "ear-problem.h"
#include "ear-progress-box.h"
#include "ear-rows.h"
#include "ear-scrub-box.h"
#include "ear-window.h"
#include "ear-withdraw-words.h"
#include "ear-withdraw-work.h"

struct _EarWithdrawDialog
{
  AdwDialog parent_instance;

  GtkStack *stack; /* "loading", "find", "look", "working", "done", "failed" */
  AdwEntryRow *code_word;
  AdwPreferencesGroup *found;
  GtkLabel *heading;
  AdwPreferencesGroup *whose;
  AdwActionRow *all_row;
  GtkCheckButton *only_voice, *all_voices;
  AdwPreferencesGroup *goes, *stays, *elsewhere;
  EarProgressBox *progress;
  GtkLabel *account;
  EarBackupGroup *backups;
  EarFolderGroup *folder;
  EarScrubBox *scrub;
  AdwPreferencesGroup *reminders;
  AdwStatusPage *failed;
  GtkButton *cancel_button, *withdraw_button;

  EarWorkbook *workbook;
  GCancellable *cancellable;   /* of what is being read */
  GCancellable *erasing;       /* NULL while nothing is being erased */
  EarWithdrawLook *look;       /* NULL until it is read, and once it is done */
  GPtrArray *rows;             /* GtkWidget, children of the groups; each knows its group */
};

G_DEFINE_FINAL_TYPE (EarWithdrawDialog, ear_withdraw_dialog, ADW_TYPE_DIALOG)

static void
add_row (EarWithdrawDialog *dialog, AdwPreferencesGroup *group, GtkWidget *row)
{
  g_object_set_data (G_OBJECT (row), "group", group);
  adw_preferences_group_add (group, row);
  g_ptr_array_add (dialog->rows, row);
}

static void
add_rows (EarWithdrawDialog *dialog, AdwPreferencesGroup *group, GPtrArray *rows)
{
  g_autoptr (GPtrArray) given = rows;

  for (guint i = 0; i < given->len; i++)
    add_row (dialog, group, given->pdata[i]);
}

/* The rows hold the words, and may not outlive them. */
static void
remove_rows (EarWithdrawDialog *dialog)
{
  for (guint i = 0; i < dialog->rows->len; i++)
    adw_preferences_group_remove (g_object_get_data (dialog->rows->pdata[i], "group"), dialog->rows->pdata[i]);
  g_ptr_array_set_size (dialog->rows, 0);
}

static EarKind
chosen_kind (EarWithdrawDialog *dialog)
{
  return dialog->look->has_voice && gtk_check_button_get_active (dialog->only_voice) ? EAR_KIND_CONTRIBUTION
                                                                                      : EAR_KIND_PARTICIPANT;
}

static const EarWithdrawPreview *
chosen (EarWithdrawDialog *dialog)
{
  return chosen_kind (dialog) == EAR_KIND_CONTRIBUTION ? &dialog->look->voice : &dialog->look->person;
}

static void
show_heading (EarWithdrawDialog *dialog)
{
  const EarWithdrawPreview *preview = chosen (dialog);
  g_autofree char *who = ear_withdraw_words_who (preview->who);
  g_autofree char *heading = NULL;

  if (preview->who == NULL)
    heading = g_strdup (_ ("Withdraw a voice"));
  else if (preview->who->code_word != NULL)
    heading = g_strdup_printf (_ ("%s, code word “%s”"), who, preview->who->code_word);
  else
    heading = g_strdup (who);
  gtk_label_set_text (dialog->heading, heading);
}

static void
show_look (EarWithdrawDialog *dialog)
{
  const EarWithdrawPreview *preview = chosen (dialog);
  g_autofree char *button = ear_withdraw_words_button (preview);

  remove_rows (dialog);
  show_heading (dialog);
  add_rows (dialog, dialog->goes, ear_withdraw_rows_going (preview, chosen_kind (dialog)));
  add_rows (dialog, dialog->stays, ear_withdraw_rows_staying (preview));
  add_rows (dialog, dialog->elsewhere, ear_withdraw_rows_elsewhere (preview));
  gtk_button_set_label (dialog->withdraw_button, button);
  ear_button_break_lines (dialog->withdraw_button);
}

static void
whose_cb (EarWithdrawDialog *dialog)
{
  if (dialog->look != NULL)
    show_look (dialog);
}

static void
show_choice (EarWithdrawDialog *dialog)
{
  const EarWithdrawLook *look = dialog->look;
  g_autofree char *who = NULL, *title = NULL, *words = NULL;

  gtk_widget_set_visible (GTK_WIDGET (dialog->whose), look->has_voice && look->has_person);
  if (!look->has_voice || !look->has_person)
    return;
  who = ear_withdraw_words_who (look->person.who);
  title = g_strdup_printf (_ ("Everything that %s said"), who);
  words = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%'u voice", "%'u voices", look->person.n_voices),
                           look->person.n_voices);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (dialog->all_row), title);
  adw_action_row_set_subtitle (dialog->all_row, words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (dialog->all_voices), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
}

static void
fail (EarWithdrawDialog *dialog, const char *title, const GError *error)
{
  remove_rows (dialog);
  adw_status_page_set_title (dialog->failed, title);
  ear_problem_show_page (dialog->failed, error->message);
  gtk_widget_set_visible (GTK_WIDGET (dialog->withdraw_button), FALSE);
  gtk_button_set_label (dialog->cancel_button, _ ("_Close"));
  gtk_stack_set_visible_child_name (dialog->stack, "failed");
  gtk_widget_grab_focus (GTK_WIDGET (dialog->cancel_button));
}

static void
looked_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (EarWithdrawDialog) dialog = data;
  g_autoptr (GError) error = NULL;
  EarWithdrawLook *look = ear_withdraw_look_finish (EAR_WORKBOOK (source), result, &error);

  if (dialog->stack == NULL)
    {
      ear_withdraw_look_free (look);
      return;
    }
  if (look == NULL)
    {
      fail (dialog, _ ("This could not be read"), error);
      return;
    }
  g_clear_pointer (&dialog->look, ear_withdraw_look_free);
  dialog->look = look;
  show_choice (dialog);
  show_look (dialog);
  gtk_widget_set_visible (GTK_WIDGET (dialog->withdraw_button), TRUE);
  gtk_stack_set_visible_child_name (dialog->stack, "look");
  /* Enter pressed once too often must not erase. A sheet that is still sliding in gives the focus away once more. */
  adw_dialog_set_focus (ADW_DIALOG (dialog), GTK_WIDGET (dialog->cancel_button));
  gtk_widget_grab_focus (GTK_WIDGET (dialog->cancel_button));
}

static void
look_at (EarWithdrawDialog *dialog, EarKind kind, const EarId *id)
{
  ear_withdraw_look_async (dialog->workbook, kind, id, dialog->cancellable, looked_cb, g_object_ref (dialog));
}

static void
found_one_cb (EarWithdrawDialog *dialog, GtkWidget *row)
{
  look_at (dialog, EAR_KIND_PARTICIPANT, g_object_get_data (G_OBJECT (row), "participant"));
}

static GtkWidget *
new_found_row (EarWithdrawDialog *dialog, const EarWithdrawFound *one)
{
  g_autofree char *who = ear_withdraw_words_who (one);
  g_autofree char *voices
    = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%'u voice", "%'u voices", one->n_voices), one->n_voices);
  g_autofree char *words
    = one->session == NULL ? g_strdup (voices) : g_strdup_printf ("%s · %s", one->session, voices);
  GtkWidget *row = ear_row_new (who, words);

  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("go-next-symbolic"));
  g_object_set_data_full (G_OBJECT (row), "participant", g_memdup2 (&one->id, sizeof one->id), g_free);
  g_signal_connect_object (row, "activated", G_CALLBACK (found_one_cb), dialog, G_CONNECT_SWAPPED);
  return row;
}

static void
found_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (EarWithdrawDialog) dialog = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) all = ear_withdraw_find_finish (EAR_WORKBOOK (source), result, &error);

  if (dialog->stack == NULL)
    return;
  if (all == NULL)
    {
      fail (dialog, _ ("Nobody could be looked for"), error);
      return;
    }
  if (all->len == 1)
    {
      look_at (dialog, EAR_KIND_PARTICIPANT, &((EarWithdrawFound *) all->pdata[0])->id);
      return;
    }
  remove_rows (dialog);
  if (all->len == 0)
    add_row (dialog, dialog->found,
             ear_row_new (_ ("Nobody has this code word"),
                          _ ("Check how it is written. Nothing was changed. Somebody without one is found by what they said: search "
                             "the Voices page.")));
  else
    adw_preferences_group_set_title (dialog->found, _ ("Who is it?"));
  for (guint i = 0; i < all->len; i++)
    add_row (dialog, dialog->found, new_found_row (dialog, all->pdata[i]));
  gtk_widget_set_visible (GTK_WIDGET (dialog->found), TRUE);
  if (all->len == 0)
    gtk_accessible_announce (GTK_ACCESSIBLE (dialog), _ ("Nobody has this code word"), GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
  else
    gtk_widget_grab_focus (dialog->rows->pdata[0]);
}

static void
find_cb (EarWithdrawDialog *dialog)
{
  g_autofree char *word = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (dialog->code_word))));

  /* No word would be everybody. */
  if (*word != '\0')
    ear_withdraw_find_async (dialog->workbook, word, dialog->cancellable, found_cb, g_object_ref (dialog));
}

static void
exchange_cb (EarWithdrawDialog *dialog)
{
  EarWindow *window = ear_window_of (GTK_WIDGET (dialog));

  adw_dialog_close (ADW_DIALOG (dialog));
  if (window != NULL)
    ear_window_show_page (window, "exchange");
}

static void
show_reminders (EarWithdrawDialog *dialog, GPtrArray *elsewhere)
{
  g_autoptr (GPtrArray) rows = elsewhere;

  /* The first is about partners. */
  g_signal_connect_object (ear_row_add_button (rows->pdata[0], _ ("E_xchange")), "clicked", G_CALLBACK (exchange_cb), dialog,
                           G_CONNECT_SWAPPED);
  add_rows (dialog, dialog->reminders, g_steal_pointer (&rows));
}

/* What is told afterwards is made before the words it was looked up with are let go. */
static void
show_done (EarWithdrawDialog *dialog)
{
  g_autofree char *account = ear_withdraw_words_account (chosen (dialog), chosen_kind (dialog));
  GPtrArray *elsewhere = ear_withdraw_rows_elsewhere (chosen (dialog));

  remove_rows (dialog);
  g_clear_pointer (&dialog->look, ear_withdraw_look_free);
  gtk_label_set_text (dialog->heading, "");
  gtk_editable_set_text (GTK_EDITABLE (dialog->code_word), "");
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (dialog->all_row), "");
  gtk_label_set_text (dialog->account, account);
  show_reminders (dialog, elsewhere);
  ear_backup_group_set_workbook (dialog->backups, dialog->workbook);
  ear_folder_group_set_workbook (dialog->folder, dialog->workbook);
  ear_scrub_box_set_workbook (dialog->scrub, dialog->workbook);
  gtk_button_set_label (dialog->cancel_button, _ ("_Done"));
  gtk_stack_set_visible_child_name (dialog->stack, "done");
  gtk_widget_grab_focus (GTK_WIDGET (dialog->cancel_button));
  gtk_accessible_announce (GTK_ACCESSIBLE (dialog), account, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_HIGH);
}

static void
erased_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (EarWithdrawDialog) dialog = data;
  g_autoptr (GError) error = NULL;
  gboolean erased = ear_withdraw_finish (EAR_WORKBOOK (source), result, &error);

  if (dialog->stack == NULL)
    return;
  g_clear_object (&dialog->erasing);
  ear_progress_box_stop (dialog->progress);
  adw_dialog_set_can_close (ADW_DIALOG (dialog), TRUE);
  gtk_widget_set_sensitive (GTK_WIDGET (dialog->cancel_button), TRUE);
  if (erased)
    {
      show_done (dialog);
    }
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      gtk_widget_set_visible (GTK_WIDGET (dialog->withdraw_button), TRUE);
      gtk_stack_set_visible_child_name (dialog->stack, "look");
      gtk_accessible_announce (GTK_ACCESSIBLE (dialog), _ ("Stopped. Nothing was erased."),
                               GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_HIGH);
    }
  else
    {
      fail (dialog, _ ("Nothing was erased"), error);
    }
}

static void
withdraw_cb (EarWithdrawDialog *dialog)
{
  g_autoptr (EarProgressShare) share = NULL;
  EarKind kind;

  if (dialog->look == NULL || dialog->erasing != NULL)
    return;
  kind = chosen_kind (dialog);
  dialog->erasing = g_cancellable_new ();
  adw_dialog_set_can_close (ADW_DIALOG (dialog), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (dialog->withdraw_button), FALSE);
  gtk_widget_set_sensitive (GTK_WIDGET (dialog->cancel_button), FALSE);
  gtk_stack_set_visible_child_name (dialog->stack, "working");
  share = ear_progress_box_start (dialog->progress, _ ("Erasing"), dialog->erasing);
  ear_withdraw_async (dialog->workbook, kind,
                      kind == EAR_KIND_CONTRIBUTION ? &dialog->look->voice_id : &dialog->look->person_id, dialog->erasing,
                      erased_cb, g_object_ref (dialog));
}

static void
close_cb (EarWithdrawDialog *dialog)
{
  adw_dialog_close (ADW_DIALOG (dialog));
}

static void
ear_withdraw_dialog_dispose (GObject *object)
{
  EarWithdrawDialog *dialog = EAR_WITHDRAW_DIALOG (object);

  g_cancellable_cancel (dialog->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (object), EAR_TYPE_WITHDRAW_DIALOG);
  G_OBJECT_CLASS (ear_withdraw_dialog_parent_class)->dispose (object);
}

static void
ear_withdraw_dialog_finalize (GObject *object)
{
  EarWithdrawDialog *dialog = EAR_WITHDRAW_DIALOG (object);

  g_clear_pointer (&dialog->look, ear_withdraw_look_free);
  g_clear_pointer (&dialog->rows, g_ptr_array_unref);
  g_clear_object (&dialog->cancellable);
  g_clear_object (&dialog->erasing);
  g_clear_object (&dialog->workbook);
  G_OBJECT_CLASS (ear_withdraw_dialog_parent_class)->finalize (object);
}

static void
ear_withdraw_dialog_class_init (EarWithdrawDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ear_withdraw_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = ear_withdraw_dialog_finalize;
  g_type_ensure (EAR_TYPE_PROGRESS_BOX);
  g_type_ensure (EAR_TYPE_BACKUP_GROUP);
  g_type_ensure (EAR_TYPE_FOLDER_GROUP);
  g_type_ensure (EAR_TYPE_SCRUB_BOX);
  gtk_widget_class_set_template_from_resource (widget_class, "/uk/earshot/app/ear-withdraw-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, EarWithdrawDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, EarWithdrawDialog, code_word);
  gtk_widget_class_bind_template_child (widget_class, EarWithdrawDialog, found);
  gtk_widget_class_bind_template_child (widget_class, EarWithdrawDialog, heading);
  gtk_widget_class_bind_template_child (widget_class, EarWithdrawDialog, whose);
  gtk_widget_class_bind_template_child (widget_class, EarWithdrawDialog, all_row);
  gtk_widget_class_bind_template_child (widget_class, EarWithdrawDialog, only_voice);
  gtk_widget_class_bind_template_child (widget_class, EarWithdrawDialog, all_voices);
  gtk_widget_class_bind_template_child (widget_class, EarWithdrawDialog, goes);
  gtk_widget_class_bind_template_child (widget_class, EarWithdrawDialog, stays);
  gtk_widget_class_bind_template_child (widget_class, EarWithdrawDialog, elsewhere);
  gtk_widget_class_bind_template_child (widget_class, EarWithdrawDialog, progress);
  gtk_widget_class_bind_template_child (widget_class, EarWithdrawDialog, account);
  gtk_widget_class_bind_template_child (widget_class, EarWithdrawDialog, backups);
  gtk_widget_class_bind_template_child (widget_class, EarWithdrawDialog, folder);
  gtk_widget_class_bind_template_child (widget_class, EarWithdrawDialog, scrub);
  gtk_widget_class_bind_template_child (widget_class, EarWithdrawDialog, reminders);
  gtk_widget_class_bind_template_child (widget_class, EarWithdrawDialog, failed);
  gtk_widget_class_bind_template_child (widget_class, EarWithdrawDialog, cancel_button);
  gtk_widget_class_bind_template_child (widget_class, EarWithdrawDialog, withdraw_button);
  gtk_widget_class_bind_template_callback (widget_class, find_cb);
  gtk_widget_class_bind_template_callback (widget_class, whose_cb);
  gtk_widget_class_bind_template_callback (widget_class, close_cb);
  gtk_widget_class_bind_template_callback (widget_class, withdraw_cb);
}

static void
ear_withdraw_dialog_init (EarWithdrawDialog *dialog)
{
  dialog->rows = g_ptr_array_new ();
  dialog->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (dialog));
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (dialog->all_row), FALSE);
}

static EarWithdrawDialog *
new_dialog (EarWorkbook *workbook)
{
  EarWithdrawDialog *dialog = g_object_new (EAR_TYPE_WITHDRAW_DIALOG, NULL);

  dialog->workbook = g_object_ref (workbook);
  return dialog;
}

/**
 * ear_withdraw_dialog_new:
 * @kind: %EAR_KIND_PARTICIPANT or %EAR_KIND_CONTRIBUTION
 *
 * Returns: (transfer floating): the dialog, which looks what would go. Main thread.
 */
AdwDialog *
ear_withdraw_dialog_new (EarWorkbook *workbook, EarKind kind, const EarId *id)
{
  EarWithdrawDialog *dialog = new_dialog (workbook);

  look_at (dialog, kind, id);
  return ADW_DIALOG (dialog);
}

/**
 * ear_withdraw_dialog_new_find:
 *
 * Returns: (transfer floating): the dialog, which first asks for a code word.
 */
AdwDialog *
ear_withdraw_dialog_new_find (EarWorkbook *workbook)
{
  EarWithdrawDialog *dialog = new_dialog (workbook);

  gtk_stack_set_visible_child_name (dialog->stack, "find");
  adw_dialog_set_focus (ADW_DIALOG (dialog), GTK_WIDGET (dialog->code_word));
  return ADW_DIALOG (dialog);
}
