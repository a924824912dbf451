/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-export-pane.h"

#include <glib/gi18n.h>

#include "ear-merge-work.h"
#include "ear-path.h"
#include "ear-reveal.h"

struct _EarExportPane
{
  AdwBin parent_instance;

  AdwEntryRow *path;
  GtkButton *save_button;
  EarProgressBox *progress;
  GtkBox *outcome_box;
  GtkImage *outcome_icon;
  GtkLabel *outcome;
  GtkButton *folder_button;

  EarWorkbook *workbook;
  GCancellable *saving;
  char *agreed; /* a path whose file may be replaced: it was chosen so, or asked for twice */
  GFile *saved;
};

G_DEFINE_FINAL_TYPE (EarExportPane, ear_export_pane, ADW_TYPE_BIN)

enum
{
  PROP_0,
  PROP_WORKBOOK,
  N_PROPS
};
static GParamSpec *properties[N_PROPS];

static void
show_outcome (EarExportPane *pane, const char *icon, const char *text, gboolean saved)
{
  gtk_image_set_from_icon_name (pane->outcome_icon, icon);
  gtk_label_set_text (pane->outcome, text);
  gtk_widget_set_visible (GTK_WIDGET (pane->folder_button), saved);
  gtk_widget_set_visible (GTK_WIDGET (pane->outcome_box), TRUE);
  ear_reveal (GTK_WIDGET (pane->outcome_box));
  gtk_accessible_announce (GTK_ACCESSIBLE (pane), text, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

static void
show_saving (EarExportPane *pane, gboolean saving)
{
  gtk_widget_set_sensitive (GTK_WIDGET (pane->save_button), !saving && pane->workbook != NULL);
  if (!saving)
    ear_progress_box_stop (pane->progress);
}

static void
saved_cb (GObject *workbook G_GNUC_UNUSED, GAsyncResult *result, gpointer data)
{
  g_autoptr (EarExportPane) pane = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  gboolean done = ear_export_file_finish (result, &error);

  g_clear_object (&pane->saving);
  if (pane->progress == NULL) /* the pane is gone */
    return;
  show_saving (pane, FALSE);
  if (done)
    {
      g_autofree char *path = ear_path_show (pane->saved);

      text = g_strdup_printf (_ ("Saved as %s"), path);
    }
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    text = g_strdup (_ ("Stopped. No file was saved."));
  else
    text = g_strdup (error->message);
  show_outcome (pane, done ? "object-select-symbolic" : "dialog-error-symbolic", text, done);
}

static void
save (EarExportPane *pane, GFile *file)
{
  g_autoptr (EarProgressShare) share = NULL;

  g_set_object (&pane->saved, file);
  gtk_widget_set_visible (GTK_WIDGET (pane->outcome_box), FALSE);
  show_saving (pane, TRUE);
  pane->saving = g_cancellable_new ();
  share = ear_progress_box_start (pane->progress, _ ("Saving a file for a partner"), pane->saving);
  ear_export_file_async (pane->workbook, file, share, pane->saving, saved_cb, g_object_ref (pane));
}

static void
chosen_cb (GObject *dialog, GAsyncResult *result, gpointer data)
{
  g_autoptr (EarExportPane) pane = data;
  g_autoptr (GFile) file = gtk_file_dialog_save_finish (GTK_FILE_DIALOG (dialog), result, NULL);

  if (file == NULL || pane->path == NULL)
    return;
  g_free (pane->agreed);
  pane->agreed = ear_path_show (file);
  gtk_editable_set_text (GTK_EDITABLE (pane->path), pane->agreed);
  gtk_widget_grab_focus (GTK_WIDGET (pane->save_button));
}

static void
choose_cb (EarExportPane *pane)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  g_autoptr (GFile) file = ear_path_parse (gtk_editable_get_text (GTK_EDITABLE (pane->path)));

  gtk_file_dialog_set_title (dialog, _ ("Save a File for a Partner"));
  if (file != NULL)
    gtk_file_dialog_set_initial_file (dialog, file);
  gtk_file_dialog_save (dialog, GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (pane))), NULL, chosen_cb,
                        g_object_ref (pane));
}

static void
save_cb (EarExportPane *pane)
{
  const char *typed = gtk_editable_get_text (GTK_EDITABLE (pane->path));
  g_autoptr (GFile) file = ear_path_parse (typed);

  if (pane->saving != NULL || pane->workbook == NULL)
    return;
  if (file == NULL)
    choose_cb (pane);
  else if (g_strcmp0 (pane->agreed, typed) != 0 && g_file_query_exists (file, NULL))
    {
      g_set_str (&pane->agreed, typed);
      show_outcome (pane, "dialog-warning-symbolic",
                    _ ("There is a file of this name already. Save once more to replace it, or change the name."), FALSE);
    }
  else
    save (pane, file);
}

static void
path_cb (EarExportPane *pane)
{
  if (pane->saving == NULL)
    gtk_widget_set_visible (GTK_WIDGET (pane->outcome_box), FALSE);
}

static void
folder_cb (EarExportPane *pane)
{
  g_autoptr (GtkFileLauncher) launcher = gtk_file_launcher_new (pane->saved);

  gtk_file_launcher_open_containing_folder (launcher, GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (pane))), NULL, NULL,
                                            NULL);
}

static void
set_workbook (EarExportPane *pane, EarWorkbook *workbook)
{
  g_autofree char *path = ear_path_suggest ("earshot", "xml");

  if (!g_set_object (&pane->workbook, workbook))
    return;
  gtk_editable_set_text (GTK_EDITABLE (pane->path), path);
  gtk_widget_set_visible (GTK_WIDGET (pane->outcome_box), FALSE);
  show_saving (pane, pane->saving != NULL);
  g_object_notify_by_pspec (G_OBJECT (pane), properties[PROP_WORKBOOK]);
}

static void
ear_export_pane_get_property (GObject *object, guint property, GValue *value, GParamSpec *pspec)
{
  if (property == PROP_WORKBOOK)
    g_value_set_object (value, EAR_EXPORT_PANE (object)->workbook);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
}

static void
ear_export_pane_set_property (GObject *object, guint property, const GValue *value, GParamSpec *pspec)
{
  if (property == PROP_WORKBOOK)
    set_workbook (EAR_EXPORT_PANE (object), g_value_get_object (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
}

static void
ear_export_pane_dispose (GObject *object)
{
  EarExportPane *pane = EAR_EXPORT_PANE (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), EAR_TYPE_EXPORT_PANE);
  g_clear_object (&pane->workbook);
  g_clear_object (&pane->saved);
  g_clear_pointer (&pane->agreed, g_free);
  G_OBJECT_CLASS (ear_export_pane_parent_class)->dispose (object);
}

static void
ear_export_pane_class_init (EarExportPaneClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = ear_export_pane_get_property;
  object_class->set_property = ear_export_pane_set_property;
  object_class->dispose = ear_export_pane_dispose;
  properties[PROP_WORKBOOK] = g_param_spec_object ("workbook", NULL, NULL, EAR_TYPE_WORKBOOK,
                                                   G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  g_type_ensure (EAR_TYPE_PROGRESS_BOX);
  gtk_widget_class_set_template_from_resource (widget_class, "/uk/earshot/app/ear-export-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, EarExportPane, path);
  gtk_widget_class_bind_template_child (widget_class, EarExportPane, save_button);
  gtk_widget_class_bind_template_child (widget_class, EarExportPane, progress);
  gtk_widget_class_bind_template_child (widget_class, EarExportPane, outcome_box);
  gtk_widget_class_bind_template_child (widget_class, EarExportPane, outcome_icon);
  gtk_widget_class_bind_template_child (widget_class, EarExportPane, outcome);
  gtk_widget_class_bind_template_child (widget_class, EarExportPane, folder_button);
  gtk_widget_class_bind_template_callback (widget_class, path_cb);
  gtk_widget_class_bind_template_callback (widget_class, choose_cb);
  gtk_widget_class_bind_template_callback (widget_class, save_cb);
  gtk_widget_class_bind_template_callback (widget_class, folder_cb);
}

static void
ear_export_pane_init (EarExportPane *pane)
{
  gtk_widget_init_template (GTK_WIDGET (pane));
}
