/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-finder-popover.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "ear-theme-finder.h"

#define MAX_ROWS 8
#define LEAST_ROWS 2
#define WIDTH 300
/* What a popover needs around its entry and list: its arrow, its padding, its shadow. */
#define EDGES 60

struct _EarFinderPopover
{
  GtkPopover parent_instance;

  GtkWidget *at; /* (nullable) weak: what it points at */
  GtkWidget *came_from; /* (nullable) weak: what had the focus, and gets it back where nobody chooses */
  AdwClamp *clamp; /* as wide as the window leaves it */
  GtkEditable *entry;
  GtkListBox *list;

  GPtrArray *rows;  /* EarTreeRow */
  GPtrArray *shown; /* EarTreeRow of rows; NULL for the one that is to be made */
  gboolean can_make;
  guint max_rows; /* as many are there is room for */
  gboolean left; /* whether it was closed by who had it open, as far as that is known */
  guint again; /* a source that opens it again where it was not */
  EarFinderChosen chosen;
  EarFinderShown shown_func; /* (nullable) */
  gpointer data;
};

G_DEFINE_FINAL_TYPE (EarFinderPopover, ear_finder_popover, GTK_TYPE_POPOVER)

#define TEXT "ear-text"
#define NOTE "ear-note"

static const char *
text_of (GtkListBoxRow *line)
{
  return g_object_get_data (G_OBJECT (line), TEXT);
}

static void
append (EarFinderPopover *popover, EarTreeRow *row, const char *label)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12), *line = gtk_label_new (label), *note = gtk_label_new (NULL);
  GtkWidget *list_row;

  gtk_label_set_xalign (GTK_LABEL (line), 0);
  gtk_label_set_ellipsize (GTK_LABEL (line), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (line, TRUE);
  gtk_widget_add_css_class (note, "dim-label");
  gtk_widget_add_css_class (note, "caption");
  gtk_widget_add_css_class (note, "numeric");
  gtk_widget_set_margin_top (box, 6);
  gtk_widget_set_margin_bottom (box, 6);
  gtk_box_append (GTK_BOX (box), line);
  gtk_box_append (GTK_BOX (box), note);
  gtk_list_box_append (popover->list, box);
  list_row = gtk_widget_get_parent (box);
  g_object_set_data_full (G_OBJECT (list_row), TEXT, g_strdup (label), g_free);
  g_object_set_data (G_OBJECT (list_row), NOTE, note);
  gtk_accessible_update_property (GTK_ACCESSIBLE (list_row), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  g_ptr_array_add (popover->shown, row);
}

static void
say_first (EarFinderPopover *popover)
{
  GtkListBoxRow *first = gtk_list_box_get_row_at_index (popover->list, 0);
  const char *text = first == NULL ? _ ("Nothing is called so") : text_of (first);
  g_autofree char *said = NULL;

  gtk_list_box_select_row (popover->list, first);
  said = first == NULL ? g_strdup (text) : g_strdup_printf (_ ("Enter takes %s"), text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (popover->entry), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, said, -1);
}

static void
changed_cb (EarFinderPopover *popover)
{
  const char *typed = gtk_editable_get_text (popover->entry);
  g_autoptr (GPtrArray) found = ear_theme_suggest (popover->rows, NULL, typed, popover->max_rows);
  g_autofree char *tidy = ear_value_tidy (EAR_TYPE_LINE, typed);
  g_autofree char *label = NULL;
  gboolean guessed;

  gtk_list_box_remove_all (popover->list);
  g_ptr_array_set_size (popover->shown, 0);
  if (popover->can_make && tidy != NULL && ear_theme_find (popover->rows, tidy) == NULL)
    label = g_strdup_printf (_ ("New theme “%s”"), tidy);
  /* A new one comes before mere guesses. */
  guessed = found->len == 0 || !ear_theme_fits (found->pdata[0], typed);
  if (label != NULL && guessed)
    append (popover, NULL, label);
  for (guint i = 0; i < found->len; i++)
    append (popover, found->pdata[i], ((EarTreeRow *) found->pdata[i])->name);
  if (label != NULL && !guessed)
    append (popover, NULL, label);
  say_first (popover);
  if (popover->shown_func != NULL)
    popover->shown_func (popover->shown, popover->data);
}

static void
take (EarFinderPopover *popover, GtkListBoxRow *line)
{
  int index = line == NULL ? -1 : gtk_list_box_row_get_index (line);
  g_autofree char *typed = g_strdup (gtk_editable_get_text (popover->entry));
  const EarTreeRow *row;

  if (index < 0)
    return;
  row = popover->shown->pdata[index];
  /* First it closes: the focus that was in it goes to whatever comes next, such as a toast's Undo, and whoever is told of the
   * choice takes it back to where the work is. */
  g_clear_weak_pointer (&popover->came_from);
  popover->left = TRUE;
  gtk_popover_popdown (GTK_POPOVER (popover));
  popover->chosen (row, typed, popover->data);
}

static void
activate_cb (EarFinderPopover *popover)
{
  take (popover, gtk_list_box_get_selected_row (popover->list));
}

static void
row_activated_cb (EarFinderPopover *popover, GtkListBoxRow *line)
{
  take (popover, line);
}

/* The arrows move in the list while the letters go on into the entry. */
static gboolean
key_cb (EarFinderPopover *popover, guint key)
{
  GtkListBoxRow *selected = gtk_list_box_get_selected_row (popover->list);
  int index = selected == NULL ? -1 : gtk_list_box_row_get_index (selected);
  GtkListBoxRow *next;

  popover->left |= key == GDK_KEY_Escape;
  if (key != GDK_KEY_Down && key != GDK_KEY_Up)
    return GDK_EVENT_PROPAGATE;
  next = gtk_list_box_get_row_at_index (popover->list, key == GDK_KEY_Down ? index + 1 : MAX (index - 1, 0));
  if (next != NULL)
    {
      gtk_list_box_select_row (popover->list, next);
      gtk_accessible_announce (GTK_ACCESSIBLE (popover->entry), text_of (next),
                               GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
    }
  return GDK_EVENT_STOP;
}

/* One that is as good as any: all are one line high. */
static int
measure_row (EarFinderPopover *popover)
{
  int height;

  append (popover, NULL, "");
  gtk_widget_measure (GTK_WIDGET (gtk_list_box_get_row_at_index (popover->list, 0)), GTK_ORIENTATION_VERTICAL, -1, &height, NULL, NULL, NULL);
  gtk_list_box_remove_all (popover->list);
  return MAX (height, 1);
}

/* A popover for which there is room neither above nor below what it points at closes at once, so it offers less where the window is low or
 * the text large. What can be made is one row more. */
static guint
count_rows (EarFinderPopover *popover)
{
  GtkWidget *parent = gtk_widget_get_parent (GTK_WIDGET (popover)), *root = GTK_WIDGET (gtk_widget_get_root (parent));
  GdkRectangle at;
  graphene_point_t top;
  int entry, above, below;

  gtk_widget_measure (GTK_WIDGET (popover->entry), GTK_ORIENTATION_VERTICAL, -1, &entry, NULL, NULL, NULL);
  if (!gtk_popover_get_pointing_to (GTK_POPOVER (popover), &at)
      || !gtk_widget_compute_point (parent, root, &GRAPHENE_POINT_INIT (0, (float) at.y), &top))
    return MAX_ROWS;
  above = (int) top.y;
  below = gtk_widget_get_height (root) - above - at.height;
  return (guint) CLAMP ((MAX (above, below) - entry - EDGES) / measure_row (popover) - (popover->can_make ? 1 : 0), LEAST_ROWS,
                        MAX_ROWS);
}

static void
limit_width (EarFinderPopover *popover)
{
  int most = MAX (gtk_widget_get_width (GTK_WIDGET (gtk_widget_get_root (GTK_WIDGET (popover)))) - EDGES, WIDTH);

  adw_clamp_set_maximum_size (popover->clamp, most);
  adw_clamp_set_tightening_threshold (popover->clamp, most);
}

/* Beside what it is about, or as much of that as is scrolled to. */
static void
point (EarFinderPopover *popover)
{
  GtkWidget *parent = gtk_widget_get_parent (GTK_WIDGET (popover)), *scrolled;
  graphene_rect_t bounds, seen;
  GdkRectangle at;

  if (popover->at == NULL || !gtk_widget_compute_bounds (popover->at, parent, &bounds))
    return;
  scrolled = gtk_widget_get_ancestor (popover->at, GTK_TYPE_SCROLLED_WINDOW);
  if (scrolled != NULL && gtk_widget_compute_bounds (scrolled, parent, &seen) && !graphene_rect_intersection (&bounds, &seen, &bounds))
    bounds = seen;
  at = (GdkRectangle){ (int) bounds.origin.x, (int) bounds.origin.y, (int) bounds.size.width, (int) bounds.size.height };
  gtk_popover_set_pointing_to (GTK_POPOVER (popover), &at);
}

static void
open_with (EarFinderPopover *popover, const char *typed)
{
  point (popover);
  gtk_list_box_remove_all (popover->list);
  popover->max_rows = count_rows (popover);
  limit_width (popover);
  gtk_editable_set_text (popover->entry, typed);
  changed_cb (popover);
  g_set_weak_pointer (&popover->came_from, gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (popover))));
  popover->left = FALSE;
  gtk_popover_popup (GTK_POPOVER (popover));
  gtk_widget_grab_focus (GTK_WIDGET (popover->entry));
  gtk_editable_set_position (popover->entry, -1);
}

/* Where it stands now there is room for less than it offered, so nobody has closed it: it opens with as much as there is room for. */
static gboolean
open_again_cb (gpointer data)
{
  EarFinderPopover *popover = data;
  GtkWidget *parent = gtk_widget_get_parent (GTK_WIDGET (popover));
  g_autofree char *typed = NULL;

  popover->again = 0;
  if (parent == NULL || !gtk_widget_get_mapped (parent) || gtk_widget_get_mapped (GTK_WIDGET (popover)))
    return G_SOURCE_REMOVE;
  point (popover);
  gtk_list_box_remove_all (popover->list);
  if (count_rows (popover) >= popover->max_rows)
    return G_SOURCE_REMOVE;
  typed = g_strdup (gtk_editable_get_text (popover->entry));
  open_with (popover, typed);
  return G_SOURCE_REMOVE;
}

/* Escape, a choice, a click elsewhere: GTK would give the focus to the first thing in the window. Or GTK itself, as what it points at
 * moved to where there is no room for it, such as a desk that was opened by the key before and is laid out only now: then it is opened
 * again before the next key comes. */
static void
closed_cb (EarFinderPopover *popover)
{
  GtkWidget *came_from = popover->came_from;

  g_clear_weak_pointer (&popover->came_from);
  if (came_from != NULL && gtk_widget_get_mapped (came_from))
    gtk_widget_grab_focus (came_from);
  if (!popover->left && popover->again == 0)
    popover->again = g_idle_add_full (G_PRIORITY_HIGH, open_again_cb, popover, NULL);
}

static void
ear_finder_popover_finalize (GObject *object)
{
  EarFinderPopover *popover = EAR_FINDER_POPOVER (object);

  g_clear_handle_id (&popover->again, g_source_remove);
  g_clear_weak_pointer (&popover->at);
  g_clear_weak_pointer (&popover->came_from);
  g_clear_pointer (&popover->rows, g_ptr_array_unref);
  g_clear_pointer (&popover->shown, g_ptr_array_unref);
  G_OBJECT_CLASS (ear_finder_popover_parent_class)->finalize (object);
}

static void
ear_finder_popover_class_init (EarFinderPopoverClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ear_finder_popover_finalize;
}

static void
ear_finder_popover_init (EarFinderPopover *popover)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkEventController *keys = gtk_event_controller_key_new ();

  g_signal_connect (popover, "closed", G_CALLBACK (closed_cb), NULL);
  popover->shown = g_ptr_array_new ();
  popover->entry = GTK_EDITABLE (gtk_entry_new ());
  popover->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_widget_set_size_request (box, WIDTH, -1);
  gtk_widget_add_css_class (GTK_WIDGET (popover->list), "navigation-sidebar");
  gtk_list_box_set_selection_mode (popover->list, GTK_SELECTION_BROWSE);
  gtk_widget_set_can_focus (GTK_WIDGET (popover->list), FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (popover->list), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Suggestions"), -1);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (popover->entry));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (popover->list));
  popover->clamp = ADW_CLAMP (adw_clamp_new ());
  adw_clamp_set_unit (popover->clamp, ADW_LENGTH_UNIT_PX);
  adw_clamp_set_child (popover->clamp, box);
  gtk_popover_set_child (GTK_POPOVER (popover), GTK_WIDGET (popover->clamp));
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  gtk_widget_add_controller (GTK_WIDGET (popover->entry), keys);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_cb), popover);
  g_signal_connect_swapped (popover->entry, "changed", G_CALLBACK (changed_cb), popover);
  g_signal_connect_swapped (popover->entry, "activate", G_CALLBACK (activate_cb), popover);
  g_signal_connect_swapped (popover->list, "row-activated", G_CALLBACK (row_activated_cb), popover);
}

GtkWidget *
ear_finder_popover_new (void)
{
  return g_object_new (EAR_TYPE_FINDER_POPOVER, NULL);
}

/**
 * ear_finder_popover_ask:
 * @at: what it points at; inside the popover's parent
 * @title: what is asked for
 * @rows: (element-type EarTreeRow): what can be chosen; kept
 * @can_make: also what is called like none of them
 * @chosen: told once, unless nobody chooses
 *
 * Opens it with the ones used most.
 */
void
ear_finder_popover_ask (EarFinderPopover *popover, GtkWidget *at, const char *title, GPtrArray *rows, gboolean can_make,
                        EarFinderChosen chosen, gpointer data)
{
  g_ptr_array_ref (rows);
  g_clear_pointer (&popover->rows, g_ptr_array_unref);
  popover->rows = rows;
  popover->can_make = can_make;
  popover->shown_func = NULL;
  popover->chosen = chosen;
  popover->data = data;
  g_clear_handle_id (&popover->again, g_source_remove);
  g_set_weak_pointer (&popover->at, at);
  gtk_entry_set_placeholder_text (GTK_ENTRY (popover->entry), title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (popover->entry), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  open_with (popover, "");
}

/* After the lines were made anew: the one that was chosen with the arrows, where it is still there. */
static void
select_again (EarFinderPopover *popover, const char *text)
{
  GtkListBoxRow *line;

  for (int i = 0; (line = gtk_list_box_get_row_at_index (popover->list, i)) != NULL; i++)
    {
      if (g_str_equal (text_of (line), text))
        {
          gtk_list_box_select_row (popover->list, line);
          return;
        }
    }
}

/**
 * ear_finder_popover_replace:
 * @old: what could be chosen so far
 * @rows: (element-type EarTreeRow): what can be chosen from now on; kept
 *
 * Whoever was quicker than the workbook sees what they asked for as soon as it is there, with what they typed. Where something else is
 * asked for nothing happens.
 */
void
ear_finder_popover_replace (EarFinderPopover *popover, GPtrArray *old, GPtrArray *rows)
{
  GtkListBoxRow *selected = gtk_list_box_get_selected_row (popover->list);
  g_autofree char *text = selected == NULL ? NULL : g_strdup (text_of (selected));

  if (popover->rows != old)
    return;
  g_ptr_array_ref (rows);
  g_ptr_array_unref (popover->rows);
  popover->rows = rows;
  if (!gtk_widget_get_mapped (GTK_WIDGET (popover)))
    return;
  changed_cb (popover);
  if (text != NULL)
    select_again (popover, text);
}

/**
 * ear_finder_popover_watch:
 * @shown: told which rows are shown, whenever that changes, until something else is asked for
 *
 * For whoever has more to say of them with ear_finder_popover_set_note(). Right after ear_finder_popover_ask().
 */
void
ear_finder_popover_watch (EarFinderPopover *popover, EarFinderShown shown)
{
  popover->shown_func = shown;
  shown (popover->shown, popover->data);
}

/**
 * ear_finder_popover_set_note:
 * @row: one that is shown; where it is not any more, nothing happens
 * @note: a few words beside its name
 */
void
ear_finder_popover_set_note (EarFinderPopover *popover, const EarTreeRow *row, const char *note)
{
  guint index;
  GtkListBoxRow *line;
  g_autofree char *said = NULL;

  if (!g_ptr_array_find (popover->shown, row, &index))
    return;
  line = gtk_list_box_get_row_at_index (popover->list, (int) index);
  gtk_label_set_text (g_object_get_data (G_OBJECT (line), NOTE), note);
  said = g_strdup_printf ("%s, %s", text_of (line), note);
  gtk_accessible_update_property (GTK_ACCESSIBLE (line), GTK_ACCESSIBLE_PROPERTY_LABEL, said, -1);
}
