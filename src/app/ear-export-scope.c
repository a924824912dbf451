/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-export-scope.h"

#include <glib/gi18n.h>

#include "ear-choice.h"
#include "ear-tree-chooser.h"

struct _EarExportScope
{
  AdwPreferencesGroup parent_instance;

  GtkWidget *add_group, *add_session;
  GPtrArray *rows;               /* GtkWidget, lent: one for each that was chosen */
  GPtrArray *groups, *sessions;  /* (nullable) EarTreeRow */
};

G_DEFINE_FINAL_TYPE (EarExportScope, ear_export_scope, ADW_TYPE_PREFERENCES_GROUP)

static gboolean
is_session (GtkWidget *row)
{
  return g_object_get_data (G_OBJECT (row), "session") != NULL;
}

static EarChoice *
choice_of (GtkWidget *row)
{
  return g_object_get_data (G_OBJECT (row), "choice");
}

static gboolean
is_chosen (EarExportScope *scope, const EarId *id)
{
  for (guint i = 0; i < scope->rows->len; i++)
    {
      if (ear_id_equal (ear_choice_get_id (choice_of (scope->rows->pdata[i])), id))
        return TRUE;
    }
  return FALSE;
}

static void
remove_row (EarExportScope *scope, GtkWidget *row)
{
  g_ptr_array_remove (scope->rows, row);
  adw_preferences_group_remove (ADW_PREFERENCES_GROUP (scope), row);
}

static void
remove_cb (GtkWidget *button, EarExportScope *scope)
{
  remove_row (scope, g_object_get_data (G_OBJECT (button), "row"));
  gtk_widget_grab_focus (scope->add_group);
}

static void
add_remove_button (EarExportScope *scope, GtkWidget *row, const char *label)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("list-remove-symbolic");
  g_autofree char *tip = g_strdup_printf (_ ("Leave out “%s”"), label);

  gtk_widget_set_tooltip_text (button, tip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, tip, -1);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  g_object_set_data (G_OBJECT (button), "row", row);
  g_signal_connect (button, "clicked", G_CALLBACK (remove_cb), scope);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
}

/* The buttons stay below what was chosen. */
static void
append_row (EarExportScope *scope, GtkWidget *row)
{
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (scope);
  GtkWidget *buttons[] = { scope->add_group, scope->add_session };

  for (guint i = 0; i < G_N_ELEMENTS (buttons); i++)
    {
      g_object_ref (buttons[i]);
      adw_preferences_group_remove (group, buttons[i]);
    }
  adw_preferences_group_add (group, row);
  for (guint i = 0; i < G_N_ELEMENTS (buttons); i++)
    {
      adw_preferences_group_add (group, buttons[i]);
      g_object_unref (buttons[i]);
    }
}

static void
add_choice (EarExportScope *scope, EarChoice *choice, gboolean session)
{
  GtkWidget *row;

  if (is_chosen (scope, ear_choice_get_id (choice)))
    return;
  row = adw_action_row_new ();
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), ear_choice_get_label (choice));
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), session ? _ ("Session") : _ ("Group, with those below it"));
  g_object_set_data_full (G_OBJECT (row), "choice", g_object_ref (choice), g_object_unref);
  g_object_set_data (G_OBJECT (row), "session", session ? row : NULL);
  add_remove_button (scope, row, ear_choice_get_label (choice));
  g_ptr_array_add (scope->rows, row);
  append_row (scope, row);
}

static void
group_chosen_cb (EarExportScope *scope, EarChoice *choice)
{
  add_choice (scope, choice, FALSE);
}

static void
session_chosen_cb (EarExportScope *scope, EarChoice *choice)
{
  add_choice (scope, choice, TRUE);
}

static void
choose (EarExportScope *scope, const char *title, GPtrArray *rows, GCallback chosen)
{
  AdwDialog *chooser;

  if (rows == NULL)
    return;
  chooser = ear_tree_chooser_new (title, rows, EAR_TREE_CHOOSER_ROWS);
  g_signal_connect_object (chooser, "chosen", chosen, scope, G_CONNECT_SWAPPED);
  adw_dialog_present (chooser, GTK_WIDGET (scope));
}

static void
add_group_cb (EarExportScope *scope)
{
  choose (scope, _ ("Add a Group"), scope->groups, G_CALLBACK (group_chosen_cb));
}

static void
add_session_cb (EarExportScope *scope)
{
  choose (scope, _ ("Add a Session"), scope->sessions, G_CALLBACK (session_chosen_cb));
}

static void
ear_export_scope_finalize (GObject *object)
{
  EarExportScope *scope = EAR_EXPORT_SCOPE (object);

  g_clear_pointer (&scope->rows, g_ptr_array_unref);
  g_clear_pointer (&scope->groups, g_ptr_array_unref);
  g_clear_pointer (&scope->sessions, g_ptr_array_unref);
  G_OBJECT_CLASS (ear_export_scope_parent_class)->finalize (object);
}

static void
ear_export_scope_class_init (EarExportScopeClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ear_export_scope_finalize;
}

static GtkWidget *
new_button_row (EarExportScope *scope, const char *title, GCallback activated)
{
  GtkWidget *row = adw_button_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_button_row_set_start_icon_name (ADW_BUTTON_ROW (row), "list-add-symbolic");
  g_signal_connect_swapped (row, "activated", activated, scope);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (scope), row);
  return row;
}

static void
ear_export_scope_init (EarExportScope *scope)
{
  scope->rows = g_ptr_array_new ();
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (scope), _ ("Only these"));
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (scope),
                                         _ ("The file says that it is a part. Everything said elsewhere stays here."));
  scope->add_group = new_button_row (scope, _ ("Add a group…"), G_CALLBACK (add_group_cb));
  scope->add_session = new_button_row (scope, _ ("Add a session…"), G_CALLBACK (add_session_cb));
}

void
ear_export_scope_set_choices (EarExportScope *scope, GPtrArray *groups, GPtrArray *sessions)
{
  g_clear_pointer (&scope->groups, g_ptr_array_unref);
  g_clear_pointer (&scope->sessions, g_ptr_array_unref);
  scope->groups = g_ptr_array_ref (groups);
  scope->sessions = g_ptr_array_ref (sessions);
}

gboolean
ear_export_scope_get (EarExportScope *scope, GArray *groups, GArray *sessions)
{
  for (guint i = 0; i < scope->rows->len; i++)
    {
      GtkWidget *row = scope->rows->pdata[i];

      g_array_append_vals (is_session (row) ? sessions : groups, ear_choice_get_id (choice_of (row)), 1);
    }
  return scope->rows->len > 0;
}

/* Another workbook has other groups. */
void
ear_export_scope_clear (EarExportScope *scope)
{
  while (scope->rows->len > 0)
    remove_row (scope, scope->rows->pdata[scope->rows->len - 1]);
}
