/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-publish-dialog.h"

#include <glib/gi18n.h>

#include "ear-choice.h"
#include "ear-partner-words.h"
#include "ear-partner.h"
#include "ear-path.h"
#include "ear-problem.h"
#include "ear-publish-work.h"
#include "ear-rows.h"
#include "ear-seal.h"
#include "ear-window.h"

#define IN_FOLDER "folder"
#define PLAIN "plain"
/* So many changes are told one by one. */
#define MAX_SHOWN 60

struct _EarPublishDialog
{
  AdwDialog parent_instance;

  AdwPreferencesGroup *changes;
  AdwEntryRow *version;
  AdwComboRow *where;
  AdwEntryRow *path;
  GtkLabel *problem;
  EarProgressBox *progress;
  GtkButton *publish_button;

  EarWorkbook *workbook;
  GCancellable *publishing; /* NULL while nothing is */
  char *agreed;             /* (nullable) a path whose file may be replaced */
};

G_DEFINE_FINAL_TYPE (EarPublishDialog, ear_publish_dialog, ADW_TYPE_DIALOG)

static const char *
chosen_key (EarPublishDialog *dialog)
{
  EarChoice *choice = ear_choice_get_selected (dialog->where);
  const char *key = choice == NULL ? NULL : ear_choice_get_key (choice);

  return key == NULL ? "" : key;
}

static void
update_button (EarPublishDialog *dialog)
{
  g_autofree char *version = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (dialog->version))));

  gtk_widget_set_sensitive (GTK_WIDGET (dialog->publish_button),
                            *version != '\0' && dialog->publishing == NULL && ear_choice_get_selected (dialog->where) != NULL);
}

static void
changed_cb (EarPublishDialog *dialog)
{
  ear_problem_show (dialog->problem, NULL);
  update_button (dialog);
}

/* A sealed file is told by its name, so that nobody tries to read it. */
static void
where_cb (EarPublishDialog *dialog)
{
  gboolean plain = g_str_equal (chosen_key (dialog), PLAIN);
  g_autofree char *path
    = ear_path_with_extension (gtk_editable_get_text (GTK_EDITABLE (dialog->path)), plain ? "xml" : EAR_SEAL_SUFFIX + 1);

  gtk_widget_set_visible (GTK_WIDGET (dialog->path), !g_str_equal (chosen_key (dialog), IN_FOLDER));
  gtk_editable_set_text (GTK_EDITABLE (dialog->path), path);
  changed_cb (dialog);
}

static void
add_choice (GListStore *choices, const EarId *id, const char *key, const char *label)
{
  g_autoptr (EarChoice) choice = ear_choice_new (id, key, label, 0);

  g_list_store_append (choices, choice);
}

static void
fill_where (EarPublishDialog *dialog, const EarPublishLook *look)
{
  g_autoptr (GListStore) where = g_list_store_new (EAR_TYPE_CHOICE);

  if (look->folder != NULL)
    add_choice (where, NULL, IN_FOLDER, _ ("Into the shared folder"));
  add_choice (where, NULL, PLAIN, _ ("A file with no voices in it"));
  for (guint i = 0; i < look->partners->len; i++)
    {
      const EarPartner *partner = look->partners->pdata[i];
      g_autofree char *title = ear_partner_words_title (partner->name, partner->organisation);
      g_autofree char *label = g_strdup_printf (_ ("Sealed for %s"), title);

      if (!partner->is_self && partner->has_card)
        add_choice (where, &partner->device, NULL, label);
    }
  adw_combo_row_set_model (dialog->where, G_LIST_MODEL (where));
  where_cb (dialog);
}

static void
fill_changes (EarPublishDialog *dialog, const EarPublishLook *look)
{
  g_autofree char *title = NULL;

  if (look->newest != NULL)
    title = g_strdup_printf (_ ("Changed since “%s”"), look->newest->version);
  adw_preferences_group_set_title (dialog->changes, title != NULL ? title : _ ("The first version"));
  for (guint i = 0; i < look->events->len && i < MAX_SHOWN; i++)
    {
      g_autofree char *words = ear_codebook_event_words (look->events->pdata[i]);

      adw_preferences_group_add (dialog->changes, ear_row_new (words, NULL));
    }
  if (look->events->len > MAX_SHOWN)
    {
      guint more = look->events->len - MAX_SHOWN;
      g_autofree char *words = g_strdup_printf (ngettext ("and %'u more", "and %'u more", more), more);

      adw_preferences_group_add (dialog->changes, ear_row_new (words, NULL));
    }
  if (look->events->len == 0)
    adw_preferences_group_add (dialog->changes, ear_row_new (_ ("Nothing was changed"), _ ("Handing it out again does no harm.")));
}

static void
looked_cb (GObject *workbook, GAsyncResult *result, gpointer data)
{
  g_autoptr (EarPublishDialog) dialog = data;
  g_autoptr (GError) error = NULL;
  EarPublishLook *look = ear_workbook_run_finish (EAR_WORKBOOK (workbook), result, &error);

  if (dialog->problem != NULL && look != NULL)
    {
      fill_changes (dialog, look);
      fill_where (dialog, look);
    }
  else if (dialog->problem != NULL)
    ear_problem_show (dialog->problem, error->message);
  g_clear_pointer (&look, ear_publish_look_free);
}

static void
finish (EarPublishDialog *dialog, const char *name)
{
  EarWindow *window = ear_window_of (GTK_WIDGET (dialog));
  g_autoptr (GFile) file = g_path_is_absolute (name) ? g_file_new_for_path (name) : NULL;
  g_autofree char *shown = file == NULL ? NULL : ear_path_show (file);
  g_autofree char *text
    = shown != NULL
        ? g_strdup_printf (_ ("“%s” is published. Send %s to your partners."), gtk_editable_get_text (GTK_EDITABLE (dialog->version)), shown)
        : g_strdup_printf (_ ("“%s” is published, and in the shared folder."), gtk_editable_get_text (GTK_EDITABLE (dialog->version)));

  adw_dialog_set_can_close (ADW_DIALOG (dialog), TRUE);
  adw_dialog_close (ADW_DIALOG (dialog));
  if (window != NULL)
    ear_window_toast (window, text);
}

/* What the version would have been called tells that the others have not got it. */
static void
show_failure (EarPublishDialog *dialog, const GError *error)
{
  g_autofree char *version = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (dialog->version))));
  g_autofree char *text = g_strdup_printf (_ ("“%s” is not published. %s"), version, error->message);

  ear_problem_show (dialog->problem, text);
}

static void
published_cb (GObject *workbook, GAsyncResult *result, gpointer data)
{
  g_autoptr (EarPublishDialog) dialog = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *name = ear_workbook_run_finish (EAR_WORKBOOK (workbook), result, &error);

  g_clear_object (&dialog->publishing);
  if (dialog->problem == NULL)
    return;
  ear_progress_box_stop (dialog->progress);
  adw_dialog_set_can_close (ADW_DIALOG (dialog), TRUE);
  update_button (dialog);
  if (name != NULL)
    finish (dialog, name);
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    ear_problem_show (dialog->problem, _ ("Stopped. Nothing was published, and no file was written."));
  else
    show_failure (dialog, error);
}

/* (nullable): what to do; where something is missing that is said instead. */
static EarPublishWork *
take_work (EarPublishDialog *dialog)
{
  const char *typed = gtk_editable_get_text (GTK_EDITABLE (dialog->path));
  g_autoptr (GFile) file = ear_path_parse (typed);
  gboolean in_folder = g_str_equal (chosen_key (dialog), IN_FOLDER);
  EarChoice *choice = ear_choice_get_selected (dialog->where);
  EarPublishWork *work;

  if (!in_folder && file == NULL)
    {
      ear_problem_show (dialog->problem, _ ("Say which file it is to be saved as."));
      return NULL;
    }
  if (!in_folder && g_strcmp0 (dialog->agreed, typed) != 0 && g_file_query_exists (file, NULL))
    {
      g_set_str (&dialog->agreed, typed);
      ear_problem_show (dialog->problem, _ ("There is a file of this name already. Publish once more to replace it, or change the name."));
      return NULL;
    }
  work = g_new0 (EarPublishWork, 1);
  work->version = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (dialog->version))));
  work->path = in_folder ? NULL : g_file_get_path (file);
  work->sealed = *chosen_key (dialog) == '\0';
  if (work->sealed)
    work->device = *ear_choice_get_id (choice);
  return work;
}

static void
work_free (gpointer work)
{
  ear_publish_work_free (work);
}

static void
publish_cb (EarPublishDialog *dialog)
{
  EarPublishWork *work;

  if (!gtk_widget_get_sensitive (GTK_WIDGET (dialog->publish_button)) || (work = take_work (dialog)) == NULL)
    return;
  ear_problem_show (dialog->problem, NULL);
  dialog->publishing = g_cancellable_new ();
  adw_dialog_set_can_close (ADW_DIALOG (dialog), FALSE);
  update_button (dialog);
  work->share = ear_progress_box_start (dialog->progress, _ ("Publishing"), dialog->publishing);
  ear_workbook_run_async (dialog->workbook, TRUE, ear_publish_job, work, work_free, g_free, dialog->publishing, published_cb,
                          g_object_ref (dialog));
}

static void
chosen_cb (GObject *chooser, GAsyncResult *result, gpointer data)
{
  g_autoptr (EarPublishDialog) dialog = data;
  g_autoptr (GFile) file = gtk_file_dialog_save_finish (GTK_FILE_DIALOG (chooser), result, NULL);

  if (file == NULL || dialog->path == NULL)
    return;
  g_free (dialog->agreed);
  dialog->agreed = ear_path_show (file);
  gtk_editable_set_text (GTK_EDITABLE (dialog->path), dialog->agreed);
}

static void
choose_cb (EarPublishDialog *dialog)
{
  g_autoptr (GtkFileDialog) chooser = gtk_file_dialog_new ();
  g_autoptr (GFile) file = ear_path_parse (gtk_editable_get_text (GTK_EDITABLE (dialog->path)));

  gtk_file_dialog_set_title (chooser, _ ("Save the Codebook"));
  if (file != NULL)
    gtk_file_dialog_set_initial_file (chooser, file);
  gtk_file_dialog_save (chooser, GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (dialog))), NULL, chosen_cb, g_object_ref (dialog));
}

static void
ear_publish_dialog_dispose (GObject *object)
{
  EarPublishDialog *dialog = EAR_PUBLISH_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), EAR_TYPE_PUBLISH_DIALOG);
  g_clear_object (&dialog->workbook);
  g_clear_pointer (&dialog->agreed, g_free);
  G_OBJECT_CLASS (ear_publish_dialog_parent_class)->dispose (object);
}

static void
ear_publish_dialog_class_init (EarPublishDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ear_publish_dialog_dispose;
  g_type_ensure (EAR_TYPE_PROGRESS_BOX);
  gtk_widget_class_set_template_from_resource (widget_class, "/uk/earshot/app/ear-publish-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, EarPublishDialog, changes);
  gtk_widget_class_bind_template_child (widget_class, EarPublishDialog, version);
  gtk_widget_class_bind_template_child (widget_class, EarPublishDialog, where);
  gtk_widget_class_bind_template_child (widget_class, EarPublishDialog, path);
  gtk_widget_class_bind_template_child (widget_class, EarPublishDialog, problem);
  gtk_widget_class_bind_template_child (widget_class, EarPublishDialog, progress);
  gtk_widget_class_bind_template_child (widget_class, EarPublishDialog, publish_button);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, where_cb);
  gtk_widget_class_bind_template_callback (widget_class, choose_cb);
  gtk_widget_class_bind_template_callback (widget_class, publish_cb);
}

static void
ear_publish_dialog_init (EarPublishDialog *dialog)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  /* Translators: what a version of the codebook is called where nothing else is typed, such as November 2026. */
  g_autofree char *version = g_date_time_format (now, _ ("%B %Y"));
  g_autofree char *path = ear_path_suggest ("codebook", "xml");

  gtk_widget_init_template (GTK_WIDGET (dialog));
  ear_choice_prepare (dialog->where);
  gtk_editable_set_text (GTK_EDITABLE (dialog->version), version);
  gtk_editable_set_text (GTK_EDITABLE (dialog->path), path);
  update_button (dialog);
}

/**
 * ear_publish_dialog_new:
 *
 * Returns: (transfer floating): the dialog, which looks what would be published. Main thread.
 */
AdwDialog *
ear_publish_dialog_new (EarWorkbook *workbook)
{
  EarPublishDialog *dialog = g_object_new (EAR_TYPE_PUBLISH_DIALOG, NULL);

  dialog->workbook = g_object_ref (workbook);
  ear_workbook_run_async (workbook, FALSE, ear_publish_look_job, NULL, NULL, (GDestroyNotify) ear_publish_look_free, NULL, looked_cb,
                          g_object_ref (dialog));
  return ADW_DIALOG (dialog);
}
