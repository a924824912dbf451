/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-backup-group.h"

#include <string.h>

#include <glib/gi18n.h>

#include "ear-outside.h"
#include "ear-problem.h"
#include "ear-rows.h"

struct _EarBackupGroup
{
  AdwPreferencesGroup parent_instance;

  EarWorkbook *workbook;
  GPtrArray *rows;            /* GtkWidget, its children but the last */
  GtkWidget *passphrase;      /* AdwPasswordEntryRow, the last one */
  GtkLabel *problem;
  char *path;                 /* (nullable) of the copy that is being made anew */
  char *remembered;           /* (nullable) a passphrase that opened one of them */
  gboolean busy;
};

G_DEFINE_FINAL_TYPE (EarBackupGroup, ear_backup_group, ADW_TYPE_PREFERENCES_GROUP)

/* One copy to make anew, or to forget. */
typedef struct
{
  char *path;
  char *passphrase; /* (nullable) to forget it */
} Work;

static void load (EarBackupGroup *group);

static void
wipe (char *secret)
{
  if (secret != NULL)
    explicit_bzero (secret, strlen (secret));
  g_free (secret);
}

static void
work_free (gpointer data)
{
  Work *work = data;

  wipe (work->passphrase);
  g_free (work->path);
  g_free (work);
}

static gpointer
work_job (EarStore *store, gpointer data, GCancellable *cancellable G_GNUC_UNUSED, GError **error)
{
  const Work *work = data;
  gboolean done = work->passphrase == NULL ? ear_store_forget_backup (store, work->path, error)
                                           : ear_store_remake_backup (store, work->path, work->passphrase, error);

  return GINT_TO_POINTER (done);
}

static void
ask_passphrase (EarBackupGroup *group)
{
  g_autofree char *name = ear_outside_file_name (group->path);
  g_autofree char *title = g_strdup_printf (_ ("Passphrase of “%s”"), name);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (group->passphrase), title);
  gtk_widget_set_visible (group->passphrase, TRUE);
  gtk_widget_grab_focus (group->passphrase);
}

static void
worked_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (EarBackupGroup) group = data;
  g_autoptr (GError) error = NULL;

  ear_workbook_run_finish (EAR_WORKBOOK (source), result, &error);
  group->busy = FALSE;
  if (group->problem == NULL) /* the group is gone */
    return;
  gtk_widget_set_sensitive (GTK_WIDGET (group), TRUE);
  ear_problem_show (group->problem, error == NULL ? NULL : error->message);
  if (error == NULL)
    {
      g_clear_pointer (&group->path, g_free);
      load (group);
    }
  else if (group->path != NULL)
    {
      g_clear_pointer (&group->remembered, wipe);
      ask_passphrase (group);
    }
}

static void
start (EarBackupGroup *group, const char *path, const char *passphrase)
{
  Work *work;

  if (group->busy)
    return;
  work = g_new0 (Work, 1);
  work->path = g_strdup (path);
  work->passphrase = g_strdup (passphrase);
  group->busy = TRUE;
  gtk_widget_set_visible (group->passphrase, FALSE);
  gtk_widget_set_sensitive (GTK_WIDGET (group), FALSE);
  ear_workbook_run_async (group->workbook, TRUE, work_job, work, work_free, NULL, NULL, worked_cb, g_object_ref (group));
}

static void
typed_cb (EarBackupGroup *group)
{
  g_autofree char *path = g_strdup (group->path);

  if (path == NULL || *gtk_editable_get_text (GTK_EDITABLE (group->passphrase)) == '\0')
    return;
  g_clear_pointer (&group->remembered, wipe);
  group->remembered = g_strdup (gtk_editable_get_text (GTK_EDITABLE (group->passphrase)));
  gtk_editable_set_text (GTK_EDITABLE (group->passphrase), "");
  start (group, path, group->remembered);
}

/* Copies are mostly made with one passphrase, so the second is not asked for it again. */
static void
remake_cb (GtkButton *button, EarBackupGroup *group)
{
  g_set_str (&group->path, g_object_get_data (G_OBJECT (button), "path"));
  if (group->remembered == NULL)
    ask_passphrase (group);
  else
    start (group, group->path, group->remembered);
}

static void
forget_cb (GtkButton *button, EarBackupGroup *group)
{
  g_clear_pointer (&group->path, g_free);
  start (group, g_object_get_data (G_OBJECT (button), "path"), NULL);
}

static void
add_button (EarBackupGroup *group, GtkWidget *box, const char *label, const char *name, const char *path, GCallback clicked)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  g_object_set_data_full (G_OBJECT (button), "path", g_strdup (path), g_free);
  /* Its label alone would not say which copy, and would come before the name. */
  gtk_accessible_reset_relation (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_signal_connect_object (button, "clicked", clicked, group, 0);
  gtk_box_append (GTK_BOX (box), button);
}

static GtkWidget *
new_row (EarBackupGroup *group, const EarStoreBackup *backup)
{
  g_autofree char *name = ear_outside_file_name (backup->path);
  g_autofree char *folder = g_path_get_dirname (backup->path);
  g_autofree char *shown = g_filename_display_name (folder);
  g_autoptr (GDateTime) made = g_date_time_new_from_unix_local (backup->made_ms / 1000);
  /* Translators: a day and a time, such as 12 Nov 2026, 10:15. */
  g_autofree char *day = made == NULL ? g_strdup ("") : g_date_time_format (made, _ ("%-e %b %Y, %H:%M"));
  g_autofree char *state = g_strdup_printf (backup->is_there
                                              ? _ ("%s\nMade %s. It still holds the words.")
                                              : _ ("%s\nMade %s. It is not there now; on a stick it may still hold the words."),
                                            shown, day);
  g_autofree char *remake = g_strdup_printf (_ ("Remake %s"), name);
  g_autofree char *forget = g_strdup_printf (_ ("Forget %s"), name);
  GtkWidget *row = ear_row_new (name, state);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  gtk_widget_set_margin_top (box, 6);
  gtk_widget_set_margin_bottom (box, 6);
  if (backup->is_there)
    add_button (group, box, _ ("_Remake"), remake, backup->path, G_CALLBACK (remake_cb));
  add_button (group, box, _ ("For_get"), forget, backup->path, G_CALLBACK (forget_cb));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), box);
  return row;
}

static void
add_row (EarBackupGroup *group, GtkWidget *row)
{
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
  g_ptr_array_add (group->rows, row);
}

static void
show (EarBackupGroup *group, GPtrArray *backups)
{
  AdwPreferencesGroup *preferences = ADW_PREFERENCES_GROUP (group);

  for (guint i = 0; i < group->rows->len; i++)
    adw_preferences_group_remove (preferences, group->rows->pdata[i]);
  g_ptr_array_set_size (group->rows, 0);
  g_object_ref (group->passphrase);
  adw_preferences_group_remove (preferences, group->passphrase);
  for (guint i = 0; i < backups->len; i++)
    {
      const EarStoreBackup *backup = backups->pdata[i];

      if (backup->holds_erased || !backup->is_there)
        add_row (group, new_row (group, backup));
    }
  if (group->rows->len == 0)
    add_row (group, ear_row_new (_ ("No copy that Earshot made holds the words"),
                                 _ ("Copies made with other programs, or moved, are not known here: make those anew, too.")));
  adw_preferences_group_add (preferences, group->passphrase);
  g_object_unref (group->passphrase);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (EarBackupGroup) group = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) backups = ear_workbook_run_finish (EAR_WORKBOOK (source), result, &error);

  if (group->problem == NULL)
    return;
  if (backups != NULL)
    show (group, backups);
  else
    ear_problem_show (group->problem, error->message);
}

static gpointer
list_job (EarStore *store, gpointer data G_GNUC_UNUSED, GCancellable *cancellable G_GNUC_UNUSED, GError **error)
{
  return ear_store_list_backups (store, error);
}

static void
load (EarBackupGroup *group)
{
  ear_workbook_run_async (group->workbook, FALSE, list_job, NULL, NULL, (GDestroyNotify) g_ptr_array_unref, NULL, loaded_cb,
                          g_object_ref (group));
}

static void
ear_backup_group_dispose (GObject *object)
{
  EarBackupGroup *group = EAR_BACKUP_GROUP (object);

  group->problem = NULL;
  g_clear_object (&group->workbook);
  G_OBJECT_CLASS (ear_backup_group_parent_class)->dispose (object);
}

static void
ear_backup_group_finalize (GObject *object)
{
  EarBackupGroup *group = EAR_BACKUP_GROUP (object);

  g_clear_pointer (&group->rows, g_ptr_array_unref);
  g_free (group->path);
  wipe (group->remembered);
  G_OBJECT_CLASS (ear_backup_group_parent_class)->finalize (object);
}

static void
ear_backup_group_class_init (EarBackupGroupClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ear_backup_group_dispose;
  G_OBJECT_CLASS (klass)->finalize = ear_backup_group_finalize;
}

static void
ear_backup_group_init (EarBackupGroup *group)
{
  group->rows = g_ptr_array_new ();
  group->passphrase = adw_password_entry_row_new ();
  group->problem = ear_problem_label_new ();
  gtk_widget_set_visible (group->passphrase, FALSE);
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), _ ("Copies of this workbook"));
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group),
                                         _ ("A copy made before the withdrawal still holds the words. Remaking puts a new one in its place."));
  g_signal_connect_object (group->passphrase, "entry-activated", G_CALLBACK (typed_cb), group, G_CONNECT_SWAPPED);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), group->passphrase);
  /* What is no row stands beneath the list. */
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), GTK_WIDGET (group->problem));
}

/**
 * ear_backup_group_set_workbook:
 *
 * Lists the copies of @workbook. Main thread.
 */
void
ear_backup_group_set_workbook (EarBackupGroup *group, EarWorkbook *workbook)
{
  g_set_object (&group->workbook, workbook);
  load (group);
}
