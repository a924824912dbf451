/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-presence-group.h"

#include <glib/gi18n.h>

#include "ear-choice.h"
#include "ear-rows.h"
#include "ear-session-view.h"
#include "ear-tree-chooser.h"

/* More people than this were not counted one by one. */
#define MAX_PEOPLE 10000

struct _EarPresenceGroup
{
  AdwPreferencesGroup parent_instance;

  GtkWidget *add;     /* the last row */
  GPtrArray *rows;    /* GtkWidget, those before it */
  GPtrArray *choices; /* (nullable) EarTreeRow */
  gboolean filling;   /* its own doing, not a person's */
};

G_DEFINE_FINAL_TYPE (EarPresenceGroup, ear_presence_group, ADW_TYPE_PREFERENCES_GROUP)

static guint set_signal;

static EarChoice *
choice_of (gpointer widget)
{
  return g_object_get_data (G_OBJECT (widget), "choice");
}

static gint64
people_of (AdwSpinRow *row)
{
  gint64 people = (gint64) adw_spin_row_get_value (row);

  return people == 0 ? -1 : people;
}

static void
people_cb (AdwSpinRow *row, GParamSpec *pspec G_GNUC_UNUSED, EarPresenceGroup *group)
{
  if (!group->filling)
    g_signal_emit (group, set_signal, 0, choice_of (row), people_of (row), FALSE);
}

static void
remove_cb (GtkButton *button, EarPresenceGroup *group)
{
  AdwSpinRow *row = ADW_SPIN_ROW (gtk_widget_get_ancestor (GTK_WIDGET (button), ADW_TYPE_SPIN_ROW));

  g_signal_emit (group, set_signal, 0, choice_of (row), people_of (row), TRUE);
}

static GtkWidget *
new_row (EarPresenceGroup *group, const EarPresence *presence)
{
  /* libadwaita gives the row the role of a mere picture, which hides all that is in it from a screen reader. */
  GtkWidget *row = ear_row_new_spin (presence->name, MAX_PEOPLE);
  GtkWidget *remove = gtk_button_new_from_icon_name ("edit-delete-symbolic");
  g_autofree char *tooltip = g_strdup_printf (_ ("Remove %s"), presence->name);

  gtk_widget_set_valign (remove, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (remove, tooltip);
  gtk_widget_add_css_class (remove, "flat");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), remove);
  g_object_set_data_full (G_OBJECT (row), "choice", ear_choice_new (&presence->group, NULL, presence->name, 0), g_object_unref);
  g_signal_connect (row, "notify::value", G_CALLBACK (people_cb), group);
  g_signal_connect (remove, "clicked", G_CALLBACK (remove_cb), group);
  return row;
}

static gboolean
are_shown (EarPresenceGroup *group, GPtrArray *presences)
{
  if (group->rows->len != presences->len)
    return FALSE;
  for (guint i = 0; i < presences->len; i++)
    {
      const EarPresence *presence = presences->pdata[i];

      if (!ear_id_equal (ear_choice_get_id (choice_of (group->rows->pdata[i])), &presence->group))
        return FALSE;
    }
  return TRUE;
}

static void
make_rows (EarPresenceGroup *group, GPtrArray *presences)
{
  AdwPreferencesGroup *preferences = ADW_PREFERENCES_GROUP (group);

  for (guint i = 0; i < group->rows->len; i++)
    adw_preferences_group_remove (preferences, group->rows->pdata[i]);
  g_ptr_array_set_size (group->rows, 0);
  g_object_ref (group->add);
  adw_preferences_group_remove (preferences, group->add);
  for (guint i = 0; i < presences->len; i++)
    {
      GtkWidget *row = new_row (group, presences->pdata[i]);

      g_ptr_array_add (group->rows, row);
      adw_preferences_group_add (preferences, row);
    }
  adw_preferences_group_add (preferences, group->add);
  g_object_unref (group->add);
}

static void
chosen_cb (EarPresenceGroup *group, EarChoice *choice)
{
  g_signal_emit (group, set_signal, 0, choice, (gint64) -1, FALSE);
}

static void
add_cb (EarPresenceGroup *group)
{
  AdwDialog *chooser;

  if (group->choices == NULL)
    return;
  chooser = ear_tree_chooser_new (_ ("Add a group"), group->choices, EAR_TREE_CHOOSER_NEW);
  g_signal_connect_object (chooser, "chosen", G_CALLBACK (chosen_cb), group, G_CONNECT_SWAPPED);
  adw_dialog_present (chooser, GTK_WIDGET (group));
}

static void
ear_presence_group_finalize (GObject *object)
{
  EarPresenceGroup *group = EAR_PRESENCE_GROUP (object);

  g_clear_pointer (&group->rows, g_ptr_array_unref);
  g_clear_pointer (&group->choices, g_ptr_array_unref);
  G_OBJECT_CLASS (ear_presence_group_parent_class)->finalize (object);
}

static void
ear_presence_group_class_init (EarPresenceGroupClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ear_presence_group_finalize;
  set_signal = g_signal_new ("set", EAR_TYPE_PRESENCE_GROUP, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 3,
                             EAR_TYPE_CHOICE, G_TYPE_INT64, G_TYPE_BOOLEAN);
}

static void
ear_presence_group_init (EarPresenceGroup *group)
{
  group->rows = g_ptr_array_new ();
  group->add = adw_button_row_new ();
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), _ ("Who was there"));
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group), _ ("How many of each; leave 0 where nobody counted."));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (group->add), _ ("Add a group…"));
  adw_button_row_set_start_icon_name (ADW_BUTTON_ROW (group->add), "list-add-symbolic");
  g_signal_connect_swapped (group->add, "activated", G_CALLBACK (add_cb), group);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), group->add);
}

/**
 * ear_presence_group_set_groups:
 * @presences: (element-type EarPresence): who was there, as it is in the workbook
 *
 * Rows stay where the groups are the same, and a number stays where somebody is typing it.
 */
void
ear_presence_group_set_groups (EarPresenceGroup *group, GPtrArray *presences)
{
  group->filling = TRUE;
  if (!are_shown (group, presences))
    make_rows (group, presences);
  for (guint i = 0; i < presences->len; i++)
    {
      const EarPresence *presence = presences->pdata[i];

      if (gtk_widget_get_focus_child (group->rows->pdata[i]) == NULL)
        adw_spin_row_set_value (group->rows->pdata[i], MAX (0, (double) presence->people));
    }
  group->filling = FALSE;
}

/**
 * ear_presence_group_set_choices:
 * @groups: (element-type EarTreeRow): the groups that can be added
 */
void
ear_presence_group_set_choices (EarPresenceGroup *group, GPtrArray *groups)
{
  g_clear_pointer (&group->choices, g_ptr_array_unref);
  group->choices = g_ptr_array_ref (groups);
}
