/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-saved-popover.h"

#include <glib/gi18n.h>

#include "ear-window.h"

#define NAME "ear-name"

struct _EarSavedPopover
{
  GtkPopover parent_instance;

  GtkListBox *list;
  GtkLabel *hint;
  GtkEditable *entry;
  GtkWidget *keep;

  GPtrArray *saved;       /* EarSavedFilter */
  EarVoiceQuery *current;
  const EarVoiceQuery *chosen;
  char *renaming;         /* (nullable) which of them gets the name that is typed */
};

G_DEFINE_FINAL_TYPE (EarSavedPopover, ear_saved_popover, GTK_TYPE_POPOVER)

enum
{
  SIGNAL_APPLY,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

typedef struct
{
  char *name, *to;      /* to: (nullable) a new name */
  EarVoiceQuery *query; /* (nullable) */
} Change;

static void
change_free (gpointer data)
{
  Change *change = data;

  g_free (change->name);
  g_free (change->to);
  ear_voice_query_free (change->query);
  g_free (change);
}

static gpointer
change_job (EarStore *store, gpointer data, GCancellable *cancellable G_GNUC_UNUSED, GError **error)
{
  const Change *change = data;

  if (change->to != NULL)
    ear_saved_filters_rename (store, change->name, change->to, error);
  else
    ear_saved_filters_set (store, change->name, change->query, error);
  return NULL;
}

static void
changed_cb (GObject *workbook, GAsyncResult *result, gpointer data)
{
  g_autoptr (EarWindow) window = data;
  g_autoptr (GError) error = NULL;

  ear_workbook_run_finish (EAR_WORKBOOK (workbook), result, &error);
  if (error != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CLOSED))
    ear_window_show_error (window, _ ("This could not be kept"), error);
}

static void
ask_change (EarWindow *window, const char *name, const char *to, const EarVoiceQuery *query)
{
  EarWorkbook *workbook = ear_window_get_workbook (window);
  Change *change;

  if (workbook == NULL)
    return;
  change = g_new0 (Change, 1);
  change->name = g_strdup (name);
  change->to = g_strdup (to);
  change->query = query == NULL ? NULL : ear_voice_query_copy (query);
  ear_workbook_run_async (workbook, TRUE, change_job, change, change_free, NULL, NULL, changed_cb, g_object_ref (window));
}

static const EarSavedFilter *
find (EarSavedPopover *popover, const char *name)
{
  for (guint i = 0; popover->saved != NULL && i < popover->saved->len; i++)
    {
      const EarSavedFilter *saved = popover->saved->pdata[i];

      if (g_str_equal (saved->name, name))
        return saved;
    }
  return NULL;
}

static const EarSavedFilter *
of_button (EarSavedPopover *popover, GtkWidget *button)
{
  return find (popover, g_object_get_data (G_OBJECT (button), NAME));
}

static void
apply_cb (GtkWidget *button, EarSavedPopover *popover)
{
  const EarSavedFilter *saved = of_button (popover, button);

  if (saved == NULL)
    return;
  popover->chosen = saved->query;
  gtk_popover_popdown (GTK_POPOVER (popover));
  g_signal_emit (popover, signals[SIGNAL_APPLY], 0);
  popover->chosen = NULL;
}

static void
show_entry (EarSavedPopover *popover)
{
  gboolean something = popover->renaming != NULL || !ear_voice_query_is_empty (popover->current);
  const char *title = popover->renaming != NULL ? _ ("New name") : _ ("Name for these filters");

  gtk_entry_set_placeholder_text (GTK_ENTRY (popover->entry), title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (popover->entry), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  gtk_button_set_label (GTK_BUTTON (popover->keep), popover->renaming != NULL ? _ ("Rename") : _ ("Save"));
  gtk_widget_set_visible (gtk_widget_get_parent (GTK_WIDGET (popover->entry)), something);
  gtk_widget_set_visible (GTK_WIDGET (popover->hint), !something && (popover->saved == NULL || popover->saved->len == 0));
}

static void
rename_cb (GtkWidget *button, EarSavedPopover *popover)
{
  const EarSavedFilter *saved = of_button (popover, button);

  if (saved == NULL)
    return;
  g_set_str (&popover->renaming, saved->name);
  show_entry (popover);
  gtk_editable_set_text (popover->entry, saved->name);
  gtk_widget_grab_focus (GTK_WIDGET (popover->entry));
}

static void
undo_cb (EarWindow *window, gpointer data)
{
  const EarSavedFilter *saved = data;

  ask_change (window, saved->name, NULL, saved->query);
}

static void
forget_cb (GtkWidget *button, EarSavedPopover *popover)
{
  const EarSavedFilter *saved = of_button (popover, button);
  EarWindow *window = ear_window_of (GTK_WIDGET (popover));
  g_autofree char *text = NULL;
  EarSavedFilter *copy;

  if (saved == NULL)
    return;
  copy = g_new (EarSavedFilter, 1);
  copy->name = g_strdup (saved->name);
  copy->query = ear_voice_query_copy (saved->query);
  text = g_strdup_printf (_ ("Saved filter “%s” deleted"), saved->name);
  ask_change (window, saved->name, NULL, NULL);
  gtk_popover_popdown (GTK_POPOVER (popover));
  ear_window_toast_undo (window, text, G_CALLBACK (undo_cb), copy, (GDestroyNotify) ear_saved_filter_free);
}

static void
keep_cb (EarSavedPopover *popover)
{
  g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (popover->entry)));
  EarWindow *window = ear_window_of (GTK_WIDGET (popover));
  g_autofree char *text = NULL;

  if (name[0] == '\0')
    return;
  if (popover->renaming != NULL)
    ask_change (window, popover->renaming, name, NULL);
  else
    ask_change (window, name, NULL, popover->current);
  text = g_strdup_printf (popover->renaming != NULL ? _ ("Renamed to “%s”") : _ ("Saved as “%s”"), name);
  gtk_popover_popdown (GTK_POPOVER (popover));
  ear_window_toast (window, text);
}

static GtkWidget *
new_button (EarSavedPopover *popover, const EarSavedFilter *saved, const char *icon, const char *title, GCallback clicked)
{
  GtkWidget *button = icon == NULL ? gtk_button_new_with_label (saved->name) : gtk_button_new_from_icon_name (icon);
  g_autofree char *label = icon == NULL ? g_strdup (saved->name) : g_strdup_printf ("%s: %s", title, saved->name);

  g_object_set_data_full (G_OBJECT (button), NAME, g_strdup (saved->name), g_free);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, title);
  gtk_accessible_reset_relation (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  g_signal_connect_object (button, "clicked", clicked, popover, 0);
  return button;
}

static void
add_row (EarSavedPopover *popover, const EarSavedFilter *saved)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0), *row = gtk_list_box_row_new ();
  GtkWidget *name = new_button (popover, saved, NULL, _ ("Show these voices"), G_CALLBACK (apply_cb));
  GtkWidget *label = gtk_button_get_child (GTK_BUTTON (name));

  gtk_widget_set_hexpand (name, TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_box_append (GTK_BOX (box), name);
  gtk_box_append (GTK_BOX (box), new_button (popover, saved, "document-edit-symbolic", _ ("Rename"), G_CALLBACK (rename_cb)));
  gtk_box_append (GTK_BOX (box), new_button (popover, saved, "user-trash-symbolic", _ ("Delete"), G_CALLBACK (forget_cb)));
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_set_focusable (row, FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, saved->name, -1);
  gtk_list_box_append (popover->list, row);
}

static void
shown_cb (EarSavedPopover *popover)
{
  g_clear_pointer (&popover->renaming, g_free);
  gtk_editable_set_text (popover->entry, "");
  show_entry (popover);
  gtk_widget_grab_focus (GTK_WIDGET (popover->entry));
}

static void
ear_saved_popover_finalize (GObject *object)
{
  EarSavedPopover *popover = EAR_SAVED_POPOVER (object);

  g_clear_pointer (&popover->saved, g_ptr_array_unref);
  ear_voice_query_free (popover->current);
  g_free (popover->renaming);
  G_OBJECT_CLASS (ear_saved_popover_parent_class)->finalize (object);
}

static void
ear_saved_popover_class_init (EarSavedPopoverClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ear_saved_popover_finalize;
  /**
   * EarSavedPopover::apply:
   *
   * A person wants to see what ear_saved_popover_get_chosen() says.
   */
  signals[SIGNAL_APPLY]
    = g_signal_new ("apply", EAR_TYPE_SAVED_POPOVER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
ear_saved_popover_init (EarSavedPopover *popover)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6), *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  popover->current = ear_voice_query_new (NULL);
  popover->list = GTK_LIST_BOX (gtk_list_box_new ());
  popover->hint = GTK_LABEL (gtk_label_new (_ ("Choose filters or search first; then they can be saved under a name.")));
  popover->entry = GTK_EDITABLE (gtk_entry_new ());
  popover->keep = gtk_button_new ();
  gtk_list_box_set_selection_mode (popover->list, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (popover->list), "navigation-sidebar");
  gtk_accessible_update_property (GTK_ACCESSIBLE (popover->list), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Saved filters"), -1);
  gtk_label_set_wrap (popover->hint, TRUE);
  gtk_label_set_max_width_chars (popover->hint, 30);
  gtk_widget_set_hexpand (GTK_WIDGET (popover->entry), TRUE);
  gtk_box_append (GTK_BOX (line), GTK_WIDGET (popover->entry));
  gtk_box_append (GTK_BOX (line), popover->keep);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (popover->list));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (popover->hint));
  gtk_box_append (GTK_BOX (box), line);
  gtk_widget_set_size_request (box, 280, -1);
  gtk_popover_set_child (GTK_POPOVER (popover), box);
  g_signal_connect_swapped (popover, "show", G_CALLBACK (shown_cb), popover);
  g_signal_connect_swapped (popover->entry, "activate", G_CALLBACK (keep_cb), popover);
  g_signal_connect_swapped (popover->keep, "clicked", G_CALLBACK (keep_cb), popover);
  show_entry (popover);
}

void
ear_saved_popover_set_saved (EarSavedPopover *popover, GPtrArray *saved)
{
  g_ptr_array_ref (saved);
  g_clear_pointer (&popover->saved, g_ptr_array_unref);
  popover->saved = saved;
  gtk_list_box_remove_all (popover->list);
  for (guint i = 0; i < saved->len; i++)
    add_row (popover, saved->pdata[i]);
  gtk_widget_set_visible (GTK_WIDGET (popover->list), saved->len > 0);
  show_entry (popover);
}

void
ear_saved_popover_set_current (EarSavedPopover *popover, const EarVoiceQuery *query)
{
  ear_voice_query_free (popover->current);
  popover->current = ear_voice_query_copy (query);
  show_entry (popover);
}

const EarVoiceQuery *
ear_saved_popover_get_chosen (EarSavedPopover *popover)
{
  return popover->chosen;
}
