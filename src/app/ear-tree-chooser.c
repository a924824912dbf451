/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-tree-chooser.h"

#include <glib/gi18n.h>

#include "ear-choice.h"
#include "ear-theme-finder.h"

struct _EarTreeChooser
{
  AdwDialog parent_instance;

  GtkLabel *note;
  GtkSearchEntry *search;
  GtkListView *list;
  GtkSingleSelection *selection;
  GtkButton *make;
  GtkLabel *make_label;

  GPtrArray *rows;   /* EarTreeRow */
  EarTreeChooserFlags flags;
  GArray *depths;    /* guint, of each row of found */
  GListStore *found; /* EarChoice */
};

G_DEFINE_FINAL_TYPE (EarTreeChooser, ear_tree_chooser, ADW_TYPE_DIALOG)

static guint chosen_signal;

static char *
typed_name (EarTreeChooser *chooser)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (chooser->search))));
}

static void
add (EarTreeChooser *chooser, GPtrArray *choices, const EarId *id, const char *key, const char *label, guint depth)
{
  g_ptr_array_add (choices, ear_choice_new (id, key, label, depth));
  g_array_append_val (chooser->depths, depth);
}

/* With nothing typed the whole tree stands there; else what fits, the likeliest first. */
static GPtrArray *
find_choices (EarTreeChooser *chooser, const char *typed)
{
  gboolean all = *typed == '\0';
  g_autoptr (GPtrArray) rows
    = all ? g_ptr_array_ref (chooser->rows) : ear_theme_suggest (chooser->rows, NULL, typed, chooser->rows->len);
  GPtrArray *choices = g_ptr_array_new_with_free_func (g_object_unref);

  g_array_set_size (chooser->depths, 0);
  if (all && (chooser->flags & EAR_TREE_CHOOSER_NOTHING))
    add (chooser, choices, NULL, EAR_TREE_CHOOSER_NOTHING_KEY, _ ("Not said"), 0);
  for (guint i = 0; i < rows->len; i++)
    {
      const EarTreeRow *row = rows->pdata[i];
      gboolean is_record = !ear_id_is_none (&row->id);

      if (row->name != NULL)
        add (chooser, choices, is_record ? &row->id : NULL, is_record ? NULL : row->slug, row->name, all ? row->depth : 0);
    }
  return choices;
}

static void
search_cb (EarTreeChooser *chooser)
{
  g_autofree char *typed = typed_name (chooser);
  g_autofree char *label = g_strdup_printf (_ ("Add “%s”"), typed);
  g_autoptr (GPtrArray) choices = find_choices (chooser, typed);
  gboolean may_make = (chooser->flags & EAR_TREE_CHOOSER_NEW) != 0;

  g_list_store_splice (chooser->found, 0, g_list_model_get_n_items (G_LIST_MODEL (chooser->found)), choices->pdata,
                       choices->len);
  if (choices->len > 0)
    gtk_list_view_scroll_to (chooser->list, 0, *typed == '\0' ? GTK_LIST_SCROLL_NONE : GTK_LIST_SCROLL_SELECT, NULL);
  gtk_label_set_text (chooser->make_label, label);
  gtk_widget_set_visible (GTK_WIDGET (chooser->make),
                          may_make && *typed != '\0' && ear_theme_find (chooser->rows, typed) == NULL);
}

static void
choose (EarTreeChooser *chooser, EarChoice *choice)
{
  g_signal_emit (chooser, chosen_signal, 0, choice);
  adw_dialog_close (ADW_DIALOG (chooser));
}

static void
activate_cb (EarTreeChooser *chooser, guint position)
{
  g_autoptr (EarChoice) choice = g_list_model_get_item (G_LIST_MODEL (chooser->selection), position);

  if (choice != NULL)
    choose (chooser, choice);
}

static void
make_cb (EarTreeChooser *chooser)
{
  g_autofree char *typed = typed_name (chooser);
  g_autoptr (EarChoice) choice = ear_choice_new (NULL, NULL, typed, 0);

  choose (chooser, choice);
}

/* Enter in the search takes what is selected; ↓ goes to the list. */
static void
enter_cb (EarTreeChooser *chooser)
{
  EarChoice *choice = gtk_single_selection_get_selected_item (chooser->selection);

  if (choice != NULL)
    choose (chooser, choice);
  else if (gtk_widget_get_visible (GTK_WIDGET (chooser->make)))
    make_cb (chooser);
}

static void
stop_cb (EarTreeChooser *chooser)
{
  adw_dialog_close (ADW_DIALOG (chooser));
}

static gboolean
key_cb (EarTreeChooser *chooser, guint key)
{
  if (key != GDK_KEY_Down && key != GDK_KEY_KP_Down)
    return FALSE;
  gtk_widget_grab_focus (GTK_WIDGET (chooser->list));
  return TRUE;
}

static void
setup_cb (EarTreeChooser *chooser G_GNUC_UNUSED, GtkListItem *list_item)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_list_item_set_child (list_item, label);
}

static void
bind_cb (EarTreeChooser *chooser, GtkListItem *list_item)
{
  EarChoice *choice = gtk_list_item_get_item (list_item);
  GtkWidget *label = gtk_list_item_get_child (list_item);
  guint depth = g_array_index (chooser->depths, guint, gtk_list_item_get_position (list_item));

  gtk_label_set_text (GTK_LABEL (label), ear_choice_get_label (choice));
  gtk_widget_set_margin_start (label, 18 * (int) depth);
  gtk_list_item_set_accessible_label (list_item, ear_choice_get_label (choice));
}

static void
ear_tree_chooser_dispose (GObject *object)
{
  EarTreeChooser *chooser = EAR_TREE_CHOOSER (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), EAR_TYPE_TREE_CHOOSER);
  g_clear_pointer (&chooser->rows, g_ptr_array_unref);
  g_clear_object (&chooser->found);
  g_clear_pointer (&chooser->depths, g_array_unref);
  G_OBJECT_CLASS (ear_tree_chooser_parent_class)->dispose (object);
}

static void
ear_tree_chooser_class_init (EarTreeChooserClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ear_tree_chooser_dispose;
  chosen_signal = g_signal_new ("chosen", EAR_TYPE_TREE_CHOOSER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                EAR_TYPE_CHOICE);

  gtk_widget_class_set_template_from_resource (widget_class, "/uk/earshot/app/ear-tree-chooser.ui");
  gtk_widget_class_bind_template_child (widget_class, EarTreeChooser, note);
  gtk_widget_class_bind_template_child (widget_class, EarTreeChooser, search);
  gtk_widget_class_bind_template_child (widget_class, EarTreeChooser, list);
  gtk_widget_class_bind_template_child (widget_class, EarTreeChooser, selection);
  gtk_widget_class_bind_template_child (widget_class, EarTreeChooser, make);
  gtk_widget_class_bind_template_child (widget_class, EarTreeChooser, make_label);
  gtk_widget_class_bind_template_callback (widget_class, search_cb);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, make_cb);
  gtk_widget_class_bind_template_callback (widget_class, enter_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_cb);
  gtk_widget_class_bind_template_callback (widget_class, key_cb);
  gtk_widget_class_bind_template_callback (widget_class, setup_cb);
  gtk_widget_class_bind_template_callback (widget_class, bind_cb);
}

static void
ear_tree_chooser_init (EarTreeChooser *chooser)
{
  gtk_widget_init_template (GTK_WIDGET (chooser));
  chooser->depths = g_array_new (FALSE, FALSE, sizeof (guint));
  chooser->found = g_list_store_new (EAR_TYPE_CHOICE);
  gtk_single_selection_set_model (chooser->selection, G_LIST_MODEL (chooser->found));
}

/**
 * ear_tree_chooser_new:
 * @rows: (element-type EarTreeRow): what there is; a row that is no record has its key as slug
 *
 * Returns: (transfer floating): the dialog.
 */
AdwDialog *
ear_tree_chooser_new (const char *title, GPtrArray *rows, EarTreeChooserFlags flags)
{
  EarTreeChooser *chooser = g_object_new (EAR_TYPE_TREE_CHOOSER, "title", title, NULL);

  chooser->rows = g_ptr_array_ref (rows);
  chooser->flags = flags;
  search_cb (chooser);
  return ADW_DIALOG (chooser);
}

void
ear_tree_chooser_set_note (EarTreeChooser *chooser, const char *note)
{
  gtk_label_set_text (chooser->note, note);
  gtk_widget_set_visible (GTK_WIDGET (chooser->note), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (chooser->search), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, note, -1);
}
