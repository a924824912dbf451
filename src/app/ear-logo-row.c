/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-logo-row.h"

#include <glib/gi18n.h>

#include "ear-report.h"
#include "ear-window.h"

struct _EarLogoRow
{
  AdwActionRow parent_instance;

  GtkWidget *none_button;
  EarWorkbook *workbook; /* (nullable) */
};

G_DEFINE_FINAL_TYPE (EarLogoRow, ear_logo_row, ADW_TYPE_ACTION_ROW)

/* @data: (nullable): a path; NULL: none any more */
static gpointer
keep (EarStore *store, gpointer data, GCancellable *cancellable G_GNUC_UNUSED, GError **error)
{
  const char *path = data;
  g_autofree char *contents = NULL;
  g_autoptr (GBytes) picture = NULL;
  gsize size;

  if (path != NULL && !g_file_get_contents (path, &contents, &size, error))
    return NULL;
  if (path != NULL)
    picture = g_bytes_new_take (g_steal_pointer (&contents), size);
  return GINT_TO_POINTER (ear_report_logo_keep (store, picture, error));
}

static void
kept_cb (GObject *workbook, GAsyncResult *result, gpointer data)
{
  g_autoptr (EarLogoRow) row = data;
  g_autoptr (GError) error = NULL;
  EarWindow *window = ear_window_of (GTK_WIDGET (row));

  if (ear_workbook_run_finish (EAR_WORKBOOK (workbook), result, &error) == NULL && window != NULL)
    ear_window_show_error (window, _ ("The logo was not kept"), error);
}

static void
ask_to_keep (EarLogoRow *row, char *path)
{
  ear_workbook_run_async (row->workbook, TRUE, keep, path, g_free, NULL, NULL, kept_cb, g_object_ref (row));
}

static void
chosen_cb (GObject *dialog, GAsyncResult *result, gpointer data)
{
  g_autoptr (EarLogoRow) row = data;
  g_autoptr (GFile) file = gtk_file_dialog_open_finish (GTK_FILE_DIALOG (dialog), result, NULL);

  if (file != NULL && row->workbook != NULL)
    ask_to_keep (row, g_file_get_path (file));
}

static void
choose_cb (EarLogoRow *row)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  g_autoptr (GListStore) filters = g_list_store_new (GTK_TYPE_FILE_FILTER);
  g_autoptr (GtkFileFilter) pictures = gtk_file_filter_new ();

  gtk_file_filter_set_name (pictures, _ ("PNG and SVG pictures"));
  gtk_file_filter_add_mime_type (pictures, "image/png");
  gtk_file_filter_add_mime_type (pictures, "image/svg+xml");
  g_list_store_append (filters, pictures);
  gtk_file_dialog_set_title (dialog, _ ("Choose a Logo"));
  gtk_file_dialog_set_filters (dialog, G_LIST_MODEL (filters));
  gtk_file_dialog_open (dialog, GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (row))), NULL, chosen_cb, g_object_ref (row));
}

static void
none_cb (EarLogoRow *row)
{
  if (row->workbook != NULL)
    ask_to_keep (row, NULL);
}

/**
 * ear_logo_row_show:
 * @workbook: (nullable): where the logo is kept
 */
void
ear_logo_row_show (EarLogoRow *row, EarWorkbook *workbook, gboolean has_logo)
{
  g_set_object (&row->workbook, workbook);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), has_logo ? _ ("On the first page") : _ ("None"));
  gtk_widget_set_visible (row->none_button, has_logo);
}

static void
ear_logo_row_dispose (GObject *object)
{
  g_clear_object (&EAR_LOGO_ROW (object)->workbook);
  G_OBJECT_CLASS (ear_logo_row_parent_class)->dispose (object);
}

static void
ear_logo_row_class_init (EarLogoRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ear_logo_row_dispose;
}

static GtkWidget *
add_button (EarLogoRow *row, const char *icon, const char *name, GCallback callback)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_set_tooltip_text (button, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  g_signal_connect_object (button, "clicked", callback, row, G_CONNECT_SWAPPED);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  return button;
}

static void
ear_logo_row_init (EarLogoRow *row)
{
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ ("Logo"));
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  row->none_button = add_button (row, "user-trash-symbolic", _ ("Take the logo away"), G_CALLBACK (none_cb));
  add_button (row, "folder-open-symbolic", _ ("Choose a logo"), G_CALLBACK (choose_cb));
  ear_logo_row_show (row, NULL, FALSE);
}
