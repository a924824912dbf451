/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-book-row.h"

#include <glib/gi18n.h>

#include "ear-lane-mark.h"
#include "ear-palette.h"

#define INDENT 18
/* The upper and the lower part of a row mean beside it, what is between means under it. */
#define EDGE 0.28

struct _EarBookRow
{
  AdwBin parent_instance;

  GtkButton *arrow;
  EarLaneMark *mark;
  GtkStack *stack;
  GtkLabel *name;
  GtkEntry *entry;
  GtkLabel *state;
  GtkImage *look;
  GtkLabel *number;

  const EarBookRowActs *acts; /* the factory holds them */
  GtkListItem *list_item;     /* lent, while bound */
  EarBookNode *node;          /* while bound */
  gulong changed_handler;
};

G_DEFINE_FINAL_TYPE (EarBookRow, ear_book_row, ADW_TYPE_BIN)

static void
toggle_class (GtkWidget *widget, const char *css_class, gboolean on)
{
  if (on)
    gtk_widget_add_css_class (widget, css_class);
  else
    gtk_widget_remove_css_class (widget, css_class);
}

static void
show_arrow (EarBookRow *row)
{
  const EarBookTheme *theme = ear_book_node_get_theme (row->node);
  gboolean below = ear_book_node_has_below (row->node), expanded = ear_book_node_get_expanded (row->node);
  g_autofree char *label = g_strdup_printf (expanded ? _ ("Close “%s”") : _ ("Open “%s”"), theme->name);

  gtk_widget_set_margin_start (GTK_WIDGET (row->arrow), (int) theme->depth * INDENT);
  gtk_widget_set_opacity (GTK_WIDGET (row->arrow), below ? 1 : 0);
  gtk_widget_set_sensitive (GTK_WIDGET (row->arrow), below);
  gtk_button_set_icon_name (row->arrow, expanded ? "pan-down-symbolic" : "pan-end-symbolic");
  gtk_accessible_update_property (GTK_ACCESSIBLE (row->arrow), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

static void
show_editing (EarBookRow *row)
{
  gboolean was = g_strcmp0 (gtk_stack_get_visible_child_name (row->stack), "edit") == 0;
  gboolean editing = ear_book_node_get_editing (row->node);

  gtk_list_item_set_focusable (row->list_item, !editing);
  if (editing == was)
    return;
  if (editing)
    gtk_editable_set_text (GTK_EDITABLE (row->entry), ear_book_node_get_theme (row->node)->name);
  gtk_stack_set_visible_child_name (row->stack, editing ? "edit" : "name");
}

/* A row that was just made cannot take the focus before it is shown. */
static void
entry_mapped_cb (EarBookRow *row)
{
  gtk_widget_grab_focus (GTK_WIDGET (row->entry));
  gtk_editable_select_region (GTK_EDITABLE (row->entry), 0, -1);
}

static void
show (EarBookRow *row)
{
  const EarBookTheme *theme = ear_book_node_get_theme (row->node);
  const char *state = ear_book_state_label (theme->state);
  g_autofree char *number = g_strdup_printf ("%'u", theme->voices);
  g_autofree char *description = ear_book_node_describe (row->node);
  g_autofree char *merged = theme->now_name == NULL ? NULL : g_strdup_printf (_ ("merged into “%s”"), theme->now_name);

  show_arrow (row);
  ear_lane_mark_set (row->mark, ear_palette_step (&theme->id, theme->colour), theme->name);
  gtk_label_set_text (row->name, theme->name);
  gtk_label_set_text (row->number, number);
  gtk_label_set_text (row->state, state == NULL ? "" : state);
  gtk_widget_set_visible (GTK_WIDGET (row->state), state != NULL);
  gtk_widget_set_visible (GTK_WIDGET (row->look), theme->n_looks > 0 || theme->merging_left_out);
  gtk_widget_set_visible (GTK_WIDGET (row->number), !ear_book_node_is_new (row->node));
  gtk_widget_set_tooltip_text (GTK_WIDGET (row), merged);
  toggle_class (GTK_WIDGET (row->name), "heading", g_strcmp0 (theme->nature, "statement") == 0);
  toggle_class (GTK_WIDGET (row), "book-passed", state != NULL);
  gtk_list_item_set_accessible_label (row->list_item, description);
  show_editing (row);
}

static void
fold_cb (EarBookRow *row)
{
  if (row->node != NULL)
    row->acts->fold (row->acts->data, row->node);
}

static void
end_edit (EarBookRow *row, gboolean keep)
{
  g_autofree char *typed = keep ? g_strdup (gtk_editable_get_text (GTK_EDITABLE (row->entry))) : NULL;
  g_autoptr (EarBookNode) node = row->node == NULL ? NULL : g_object_ref (row->node);

  if (node != NULL)
    ear_book_node_end_edit (node, typed);
}

static void
enter_cb (EarBookRow *row)
{
  end_edit (row, TRUE);
}

static void
leave_cb (EarBookRow *row)
{
  end_edit (row, TRUE);
}

static gboolean
key_cb (EarBookRow *row, guint key)
{
  if (key != GDK_KEY_Escape)
    return FALSE;
  end_edit (row, FALSE);
  return TRUE;
}

/* Dragging. */

static EarDrop
find_drop (EarBookRow *row, double y)
{
  double part = y / MAX (gtk_widget_get_height (GTK_WIDGET (row)), 1);

  return part < EDGE ? EAR_DROP_BEFORE : part > 1 - EDGE ? EAR_DROP_AFTER : EAR_DROP_INTO;
}

static void
mark_drop (EarBookRow *row, gboolean on, EarDrop where)
{
  toggle_class (GTK_WIDGET (row), "drop-before", on && where == EAR_DROP_BEFORE);
  toggle_class (GTK_WIDGET (row), "drop-into", on && where == EAR_DROP_INTO);
  toggle_class (GTK_WIDGET (row), "drop-after", on && where == EAR_DROP_AFTER);
}

static GdkContentProvider *
prepare_cb (GtkDragSource *source G_GNUC_UNUSED, double x G_GNUC_UNUSED, double y G_GNUC_UNUSED, EarBookRow *row)
{
  if (row->node == NULL || ear_book_node_is_new (row->node) || ear_book_node_get_editing (row->node))
    return NULL;
  return gdk_content_provider_new_typed (EAR_TYPE_BOOK_NODE, row->node);
}

static void
begin_cb (GtkDragSource *source, GdkDrag *drag G_GNUC_UNUSED, EarBookRow *row)
{
  g_autoptr (GdkPaintable) picture = gtk_widget_paintable_new (GTK_WIDGET (row));

  gtk_drag_source_set_icon (source, picture, 0, 0);
}

static GdkDragAction
motion_cb (GtkDropTarget *target G_GNUC_UNUSED, double x G_GNUC_UNUSED, double y, EarBookRow *row)
{
  mark_drop (row, TRUE, find_drop (row, y));
  return GDK_ACTION_MOVE;
}

static void
drag_left_cb (GtkDropTarget *target G_GNUC_UNUSED, EarBookRow *row)
{
  mark_drop (row, FALSE, EAR_DROP_INTO);
}

static gboolean
drop_cb (GtkDropTarget *target G_GNUC_UNUSED, const GValue *value, double x G_GNUC_UNUSED, double y, EarBookRow *row)
{
  EarBookNode *dragged = g_value_get_object (value);

  mark_drop (row, FALSE, EAR_DROP_INTO);
  if (row->node == NULL || dragged == NULL || dragged == row->node || ear_book_node_is_new (row->node))
    return FALSE;
  row->acts->drop (row->acts->data, dragged, row->node, find_drop (row, y));
  return TRUE;
}

static void
add_dragging (EarBookRow *row)
{
  GtkDragSource *source = gtk_drag_source_new ();
  GtkDropTarget *target = gtk_drop_target_new (EAR_TYPE_BOOK_NODE, GDK_ACTION_MOVE);

  gtk_drag_source_set_actions (source, GDK_ACTION_MOVE);
  g_signal_connect (source, "prepare", G_CALLBACK (prepare_cb), row);
  g_signal_connect (source, "drag-begin", G_CALLBACK (begin_cb), row);
  gtk_widget_add_controller (GTK_WIDGET (row), GTK_EVENT_CONTROLLER (source));
  g_signal_connect (target, "motion", G_CALLBACK (motion_cb), row);
  g_signal_connect (target, "leave", G_CALLBACK (drag_left_cb), row);
  g_signal_connect (target, "drop", G_CALLBACK (drop_cb), row);
  gtk_widget_add_controller (GTK_WIDGET (row), GTK_EVENT_CONTROLLER (target));
}

/* The list's. */

static void
setup_cb (GtkListItemFactory *factory G_GNUC_UNUSED, GtkListItem *list_item, const EarBookRowActs *acts)
{
  EarBookRow *row = g_object_new (EAR_TYPE_BOOK_ROW, NULL);

  row->acts = acts;
  gtk_list_item_set_child (list_item, GTK_WIDGET (row));
}

static void
bind_cb (GtkListItemFactory *factory G_GNUC_UNUSED, GtkListItem *list_item, gpointer data G_GNUC_UNUSED)
{
  EarBookRow *row = EAR_BOOK_ROW (gtk_list_item_get_child (list_item));

  row->list_item = list_item;
  row->node = g_object_ref (gtk_list_item_get_item (list_item));
  row->changed_handler = g_signal_connect_swapped (row->node, "changed", G_CALLBACK (show), row);
  show (row);
}

static void
let_go (EarBookRow *row)
{
  if (row->node != NULL)
    g_clear_signal_handler (&row->changed_handler, row->node);
  g_clear_object (&row->node);
  row->list_item = NULL;
}

static void
unbind_cb (GtkListItemFactory *factory G_GNUC_UNUSED, GtkListItem *list_item, gpointer data G_GNUC_UNUSED)
{
  EarBookRow *row = EAR_BOOK_ROW (gtk_list_item_get_child (list_item));

  let_go (row);
  gtk_stack_set_visible_child_name (row->stack, "name");
}

static void
ear_book_row_dispose (GObject *object)
{
  let_go (EAR_BOOK_ROW (object));
  /* The template's end would take the child away behind the bin's back. */
  adw_bin_set_child (ADW_BIN (object), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), EAR_TYPE_BOOK_ROW);
  G_OBJECT_CLASS (ear_book_row_parent_class)->dispose (object);
}

static void
ear_book_row_class_init (EarBookRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ear_book_row_dispose;
  g_type_ensure (EAR_TYPE_LANE_MARK);
  gtk_widget_class_set_css_name (widget_class, "bookrow");
  gtk_widget_class_set_template_from_resource (widget_class, "/uk/earshot/app/ear-book-row.ui");
  gtk_widget_class_bind_template_child (widget_class, EarBookRow, arrow);
  gtk_widget_class_bind_template_child (widget_class, EarBookRow, mark);
  gtk_widget_class_bind_template_child (widget_class, EarBookRow, stack);
  gtk_widget_class_bind_template_child (widget_class, EarBookRow, name);
  gtk_widget_class_bind_template_child (widget_class, EarBookRow, entry);
  gtk_widget_class_bind_template_child (widget_class, EarBookRow, state);
  gtk_widget_class_bind_template_child (widget_class, EarBookRow, look);
  gtk_widget_class_bind_template_child (widget_class, EarBookRow, number);
  gtk_widget_class_bind_template_callback (widget_class, fold_cb);
  gtk_widget_class_bind_template_callback (widget_class, enter_cb);
  gtk_widget_class_bind_template_callback (widget_class, entry_mapped_cb);
  gtk_widget_class_bind_template_callback (widget_class, leave_cb);
  gtk_widget_class_bind_template_callback (widget_class, key_cb);
}

static void
ear_book_row_init (EarBookRow *row)
{
  gtk_widget_init_template (GTK_WIDGET (row));
  add_dragging (row);
}

EarBookNode *
ear_book_row_get_node (EarBookRow *row)
{
  return row->node;
}

/**
 * ear_book_row_factory_new:
 * @acts: what rows do; it outlives them
 *
 * Returns: (transfer full): makes a row for each EarBookNode. Main thread.
 */
GtkListItemFactory *
ear_book_row_factory_new (const EarBookRowActs *acts)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), (gpointer) acts);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_cb), NULL);
  return factory;
}
