/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The window's actions, and what it says: toasts, undo, errors. */
#include "ear-window-private.h"

#include <glib/gi18n.h>

#include "ear-assemblies-dialog.h"
#include "ear-desk-work.h"
#include "ear-occasion-work.h"
#include "ear-outside.h"
#include "ear-publish-dialog.h"
#include "ear-session-page.h"
#include "ear-toast.h"
#include "ear-what-matters-page.h"

static EarSessionPage *
shown_session (EarWindow *window)
{
  AdwNavigationPage *page = adw_navigation_view_get_visible_page (window->sessions);

  return g_strcmp0 (window->shown, "sessions") == 0 && EAR_IS_SESSION_PAGE (page) ? EAR_SESSION_PAGE (page) : NULL;
}

static void
show_page_action (GtkWidget *widget, const char *name G_GNUC_UNUSED, GVariant *parameter)
{
  ear_window_show_page (EAR_WINDOW (widget), g_variant_get_string (parameter, NULL));
}

static void
new_conversation_action (GtkWidget *widget, const char *name G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED)
{
  EarId id = ear_id_new ();

  ear_window_open_session (EAR_WINDOW (widget), &id);
}

static void
occasion_action (GtkWidget *widget, const char *name G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED)
{
  EarSessionPage *page = shown_session (EAR_WINDOW (widget));

  if (page != NULL)
    ear_session_page_toggle_occasion (page);
}

static void
room_action (GtkWidget *widget, const char *name G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED)
{
  EarSessionPage *page = shown_session (EAR_WINDOW (widget));

  if (page != NULL)
    ear_session_page_toggle_room (page);
}

static void
codebook_action (GtkWidget *widget, const char *name G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED)
{
  EarWindow *window = EAR_WINDOW (widget);
  AdwNavigationPage *page;

  ear_window_show_page (window, "what-matters");
  page = g_hash_table_lookup (window->pages, "what-matters");
  if (page != NULL)
    ear_what_matters_page_show_codebook (EAR_WHAT_MATTERS_PAGE (adw_navigation_page_get_child (page)));
}

static void
new_workbook_action (GtkWidget *widget, const char *name G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED)
{
  ear_window_show_create (EAR_WINDOW (widget));
}

static void
file_chosen_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (EarWindow) window = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = gtk_file_dialog_open_finish (GTK_FILE_DIALOG (source), result, &error);

  if (file != NULL)
    ear_window_open_file (window, file);
  else if (!g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_DISMISSED))
    ear_window_show_error (window, _ ("The file could not be chosen"), error);
}

static void
open_action (GtkWidget *widget, const char *name G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();
  g_autoptr (GListStore) filters = g_list_store_new (GTK_TYPE_FILE_FILTER);

  gtk_file_filter_set_name (filter, _ ("Earshot workbooks"));
  gtk_file_filter_add_suffix (filter, "earshot");
  g_list_store_append (filters, filter);
  gtk_file_dialog_set_title (dialog, _ ("Open a workbook"));
  gtk_file_dialog_set_filters (dialog, G_LIST_MODEL (filters));
  gtk_file_dialog_open (dialog, GTK_WINDOW (widget), NULL, file_chosen_cb, g_object_ref (widget));
}

static void
undo_action (GtkWidget *widget, const char *name G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED)
{
  EarWindow *window = EAR_WINDOW (widget);
  EarUndo undo = window->undo;
  gpointer data = g_steal_pointer (&window->undo_data);
  GDestroyNotify data_free = window->undo_free;

  if (undo == NULL || window->workbook == NULL)
    return;
  window->undo_free = NULL;
  ear_window_forget_undo (window);
  undo (window, data);
  if (data_free != NULL)
    data_free (data);
}

static void
publish_codebook_action (GtkWidget *widget, const char *name G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED)
{
  EarWindow *window = EAR_WINDOW (widget);

  if (window->workbook != NULL)
    adw_dialog_present (ear_publish_dialog_new (window->workbook), widget);
}

static void
assemblies_action (GtkWidget *widget, const char *name G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED)
{
  adw_dialog_present (ear_assemblies_dialog_new (EAR_WINDOW (widget)->workbook), widget);
}

static void
redo_action (GtkWidget *widget, const char *name G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED)
{
  ear_deed_redo (EAR_WINDOW (widget));
}

void
ear_window_install_actions (GtkWidgetClass *klass)
{
  gtk_widget_class_install_action (klass, "win.show-page", "s", show_page_action);
  gtk_widget_class_install_action (klass, "win.new-conversation", NULL, new_conversation_action);
  gtk_widget_class_install_action (klass, "win.occasion", NULL, occasion_action);
  gtk_widget_class_install_action (klass, "win.room", NULL, room_action);
  gtk_widget_class_install_action (klass, "win.codebook", NULL, codebook_action);
  gtk_widget_class_install_action (klass, "win.new-workbook", NULL, new_workbook_action);
  gtk_widget_class_install_action (klass, "win.open", NULL, open_action);
  gtk_widget_class_install_action (klass, "win.publish-codebook", NULL, publish_codebook_action);
  gtk_widget_class_install_action (klass, "win.assemblies", NULL, assemblies_action);
  gtk_widget_class_install_action (klass, "win.undo", NULL, undo_action);
  gtk_widget_class_install_action (klass, "win.redo", NULL, redo_action);
  /* Not among the application's keys: those come before the widget with the focus, and undoing what is being typed
   * comes first. */
  gtk_widget_class_add_binding_action (klass, GDK_KEY_z, GDK_CONTROL_MASK, "win.undo", NULL);
  gtk_widget_class_add_binding_action (klass, GDK_KEY_z, GDK_CONTROL_MASK | GDK_SHIFT_MASK, "win.redo", NULL);
}

/* Says which actions make sense now. */
void
ear_window_update_actions (EarWindow *window)
{
  gboolean open = window->workbook != NULL && !window->closing;
  GtkWidget *widget = GTK_WIDGET (window);

  gtk_widget_action_set_enabled (widget, "win.show-page", open);
  gtk_widget_action_set_enabled (widget, "win.new-conversation", open);
  gtk_widget_action_set_enabled (widget, "win.codebook", open);
  gtk_widget_action_set_enabled (widget, "win.close-workbook", open);
  gtk_widget_action_set_enabled (widget, "win.find-code-word", open);
  gtk_widget_action_set_enabled (widget, "win.safeguarding-procedure", open);
  gtk_widget_action_set_enabled (widget, "win.publish-codebook", open);
  gtk_widget_action_set_enabled (widget, "win.assemblies", open);
  gtk_widget_action_set_enabled (widget, "win.occasion", open && shown_session (window) != NULL);
  gtk_widget_action_set_enabled (widget, "win.room", open && shown_session (window) != NULL);
  gtk_widget_action_set_enabled (widget, "win.open", window->workbook == NULL);
  gtk_widget_action_set_enabled (widget, "win.new-workbook", window->workbook == NULL);
  gtk_widget_action_set_enabled (widget, "win.undo", open && window->undo != NULL);
}

void
ear_window_forget_undo (EarWindow *window)
{
  g_autoptr (AdwToast) toast = g_steal_pointer (&window->undo_toast);

  if (window->undo_free != NULL)
    window->undo_free (window->undo_data);
  window->undo = NULL;
  window->undo_data = NULL;
  window->undo_free = NULL;
  if (toast != NULL)
    adw_toast_dismiss (toast);
  ear_window_update_actions (window);
}

/* libadwaita says aloud that a toast is there; what it says is ours to say. */
static void
add_toast (EarWindow *window, AdwToast *toast, const char *text)
{
  EarSessionPage *page = window->workbook == NULL ? NULL : shown_session (window);

  adw_toast_overlay_add_toast (page == NULL ? window->toasts : ear_session_page_get_toasts (page), toast);
  gtk_accessible_announce (GTK_ACCESSIBLE (window), text, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

/* Longer than the usual five seconds where there is more to read. */
#define LONG_TEXT_CHARACTERS 50
#define LONG_TEXT_SECONDS 12

/**
 * ear_window_toast:
 *
 * Says something that needs no answer.
 */
void
ear_window_toast (EarWindow *window, const char *text)
{
  g_autofree char *plain = ear_outside_plain (text);
  AdwToast *toast = ear_toast_new (plain);

  if (g_utf8_strlen (text, -1) > LONG_TEXT_CHARACTERS)
    adw_toast_set_timeout (toast, LONG_TEXT_SECONDS);
  add_toast (window, toast, plain);
}

/**
 * ear_window_toast_undo:
 * @text: (nullable): what the toast says; without it there is none, and only Ctrl+Z takes it back
 * @undo_cb: void (*) (EarWindow *window, gpointer data)
 * @data_free: (nullable): frees @data when it can no longer be undone
 *
 * Says what was done and offers to take it back, by the toast's button or with Ctrl+Z. The latest one counts.
 */
void
ear_window_toast_undo (EarWindow *window, const char *text, GCallback undo_cb, gpointer data, GDestroyNotify data_free)
{
  g_autofree char *plain = text == NULL ? NULL : ear_outside_plain (text);
  AdwToast *toast;

  ear_window_forget_undo (window);
  window->undo = (EarUndo) undo_cb;
  window->undo_data = data;
  window->undo_free = data_free;
  ear_window_update_actions (window);
  if (plain == NULL)
    return;
  toast = ear_toast_new (plain);
  adw_toast_set_button_label (toast, _ ("_Undo"));
  adw_toast_set_action_name (toast, "win.undo");
  adw_toast_set_priority (toast, ADW_TOAST_PRIORITY_HIGH);
  window->undo_toast = g_object_ref (toast);
  add_toast (window, toast, plain);
}

/**
 * ear_window_show_error:
 * @error: (nullable): says what is safe and what to do
 */
void
ear_window_show_error (EarWindow *window, const char *title, const GError *error)
{
  AdwDialog *dialog = adw_alert_dialog_new (title, error == NULL ? NULL : error->message);

  adw_alert_dialog_add_response (ADW_ALERT_DIALOG (dialog), "close", _ ("_Close"));
  adw_alert_dialog_set_default_response (ADW_ALERT_DIALOG (dialog), "close");
  adw_dialog_present (dialog, GTK_WIDGET (window));
}

typedef struct
{
  EarDeletion deletion;
  EarWindow *window;
  char *text;
} Removal;

static void
removal_free (Removal *removal)
{
  g_object_unref (removal->window);
  g_free (removal->text);
  g_free (removal);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Removal, removal_free)

static void
deleted_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Removal) removal = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (EarTakeBack) change = ear_workbook_run_finish (EAR_WORKBOOK (source), result, &error);

  if (removal->window->workbook != NULL)
    ear_deed_remember (removal->window, g_steal_pointer (&change), removal->text, 0);
  if (error != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CLOSED))
    ear_window_show_error (removal->window, _ ("It could not be deleted"), error);
}

/**
 * ear_window_delete:
 * @text: what the toast says, such as “Voice deleted”
 *
 * Deletes a record and offers to bring it back.
 */
void
ear_window_delete (EarWindow *window, EarKind kind, const EarId *id, const char *text)
{
  Removal *removal;

  if (window->workbook == NULL)
    return;
  removal = g_new0 (Removal, 1);
  removal->deletion = (EarDeletion) { kind, *id };
  removal->window = g_object_ref (window);
  removal->text = g_strdup (text);
  ear_workbook_run_async (window->workbook, TRUE, ear_deletion_job, &removal->deletion, NULL,
                          (GDestroyNotify) ear_take_back_free, NULL, deleted_cb, removal);
}
