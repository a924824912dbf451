/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-folder-group.h"

#include <glib/gi18n.h>

#include "ear-folder-words.h"
#include "ear-folder-work.h"
#include "ear-path.h"
#include "ear-problem.h"
#include "ear-rows.h"

struct _EarFolderGroup
{
  AdwPreferencesGroup parent_instance;

  EarWorkbook *workbook;
  GtkWidget *row;          /* AdwActionRow */
  GtkWidget *button;
  EarProgressBox *progress;
  GtkLabel *problem;       /* NULL once the group is gone */
  GCancellable *writing;   /* NULL while nothing is written */
};

G_DEFINE_FINAL_TYPE (EarFolderGroup, ear_folder_group, ADW_TYPE_PREFERENCES_GROUP)

static void
show_row (EarFolderGroup *group, const char *title, const char *subtitle, gboolean can_write)
{
  g_autofree char *both = g_strdup_printf ("%s\n%s", title, subtitle);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (group->row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (group->row), subtitle);
  gtk_accessible_update_property (GTK_ACCESSIBLE (group->row), GTK_ACCESSIBLE_PROPERTY_LABEL, both, -1);
  /* A button that holds the focus hands it on before it goes. */
  if (!can_write && gtk_widget_has_focus (group->button))
    gtk_widget_grab_focus (group->row);
  gtk_widget_set_visible (group->button, can_write);
}

static void
show_look (EarFolderGroup *group, const EarFolderLook *look)
{
  g_autoptr (GFile) file = look->settings->path == NULL ? NULL : g_file_new_for_path (look->settings->path);
  g_autofree char *path = file == NULL ? NULL : ear_path_show (file);

  gtk_widget_set_visible (GTK_WIDGET (group), path != NULL && look->has_written);
  if (path == NULL)
    return;
  if (!look->is_there)
    show_row (group, _ ("The shared folder is not there now"),
              _ ("Your files in it may still hold the words. Once it is connected, write them anew on the Exchange page."), FALSE);
  else if (look->holds_erased)
    show_row (group, _ ("Your files there still hold the words"), path, look->can_write && !look->too_many);
  else
    show_row (group, _ ("None of your files there holds the words"), path, FALSE);
}

static void
looked_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (EarFolderGroup) group = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (EarFolderLook) look = ear_workbook_run_finish (EAR_WORKBOOK (source), result, &error);

  if (group->problem == NULL)
    return;
  if (look != NULL)
    show_look (group, look);
  else
    ear_problem_show (group->problem, error->message);
}

static void
look_free (gpointer look)
{
  ear_folder_look_free (look);
}

static void
load (EarFolderGroup *group)
{
  ear_workbook_run_async (group->workbook, FALSE, ear_folder_work_look, NULL, NULL, look_free, NULL, looked_cb,
                          g_object_ref (group));
}

static void
written_cb (GObject *workbook, GAsyncResult *result, gpointer data)
{
  g_autoptr (EarFolderGroup) group = data;
  g_autoptr (GError) error = NULL;
  EarFolderWritten *written = ear_folder_write_finish (EAR_WORKBOOK (workbook), result, &error);
  g_autofree char *words = written == NULL ? NULL : ear_folder_words_written (written);

  g_clear_object (&group->writing);
  g_clear_pointer (&written, ear_folder_work_written_free);
  if (group->problem == NULL)
    return;
  ear_progress_box_stop (group->progress);
  gtk_widget_set_sensitive (group->button, TRUE);
  if (words != NULL)
    gtk_accessible_announce (GTK_ACCESSIBLE (group), words, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    ear_problem_show (group->problem, error->message);
  load (group);
}

static void
write_cb (EarFolderGroup *group)
{
  g_autoptr (EarProgressShare) share = NULL;

  if (group->writing != NULL)
    return;
  ear_problem_show (group->problem, NULL);
  gtk_widget_set_sensitive (group->button, FALSE);
  group->writing = g_cancellable_new ();
  share = ear_progress_box_start (group->progress, _ ("Writing to the shared folder"), group->writing);
  ear_folder_write_async (group->workbook, share, group->writing, written_cb, g_object_ref (group));
}

static void
ear_folder_group_dispose (GObject *object)
{
  EarFolderGroup *group = EAR_FOLDER_GROUP (object);

  group->problem = NULL;
  g_clear_object (&group->workbook);
  G_OBJECT_CLASS (ear_folder_group_parent_class)->dispose (object);
}

static void
ear_folder_group_class_init (EarFolderGroupClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ear_folder_group_dispose;
}

static void
ear_folder_group_init (EarFolderGroup *group)
{
  AdwPreferencesGroup *preferences = ADW_PREFERENCES_GROUP (group);

  group->row = ear_row_new ("", NULL);
  group->button = ear_row_add_button (group->row, _ ("Write _Anew"));
  group->progress = g_object_new (EAR_TYPE_PROGRESS_BOX, "visible", FALSE, "margin-top", 12, NULL);
  group->problem = ear_problem_label_new ();
  gtk_widget_set_visible (GTK_WIDGET (group), FALSE);
  adw_preferences_group_set_title (preferences, _ ("Shared folder"));
  adw_preferences_group_set_description (preferences,
                                         _ ("What you wrote there before the withdrawal still holds the words. Writing anew takes its place, "
                                            "and erases them at whoever brings it in."));
  g_signal_connect_object (group->button, "clicked", G_CALLBACK (write_cb), group, G_CONNECT_SWAPPED);
  adw_preferences_group_add (preferences, group->row);
  adw_preferences_group_add (preferences, GTK_WIDGET (group->progress));
  adw_preferences_group_add (preferences, GTK_WIDGET (group->problem));
}

/**
 * ear_folder_group_set_workbook:
 *
 * Looks at the folder of @workbook, if it shares one. Main thread.
 */
void
ear_folder_group_set_workbook (EarFolderGroup *group, EarWorkbook *workbook)
{
  g_set_object (&group->workbook, workbook);
  load (group);
}
