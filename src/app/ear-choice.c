/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-choice.h"

#include <glib/gi18n.h>

struct _EarChoice
{
  GObject parent_instance;

  EarId id;
  char *key;
  char *label;
  guint depth;
};

G_DEFINE_FINAL_TYPE (EarChoice, ear_choice, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_LABEL,
  N_PROPS
};
static GParamSpec *properties[N_PROPS];

/* Pixels by which each level of a tree moves in. */
#define STEP 18

#define MOST_CHARACTERS 28
#define MOST_PIXELS 224
/* What a drop-down shows of its choice at least. */
#define FACE_CHARACTERS 6

/* Wide enough for most names, narrow enough for a phone, with large text too. */
static int
count_characters (GtkWidget *label)
{
  PangoFontMetrics *metrics = pango_context_get_metrics (gtk_widget_get_pango_context (label), NULL, NULL);
  int width = MAX (1, PANGO_PIXELS (pango_font_metrics_get_approximate_char_width (metrics)));

  pango_font_metrics_unref (metrics);
  return MIN (MOST_CHARACTERS, MOST_PIXELS / width);
}

static void
setup_cb (GtkListItemFactory *factory G_GNUC_UNUSED, GtkListItem *list_item)
{
  GtkWidget *label = gtk_label_new (NULL);
  int characters = count_characters (label);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_width_chars (GTK_LABEL (label), characters);
  gtk_label_set_max_width_chars (GTK_LABEL (label), characters);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_list_item_set_child (list_item, label);
}

static void
bind_cb (GtkListItemFactory *factory G_GNUC_UNUSED, GtkListItem *list_item)
{
  EarChoice *choice = EAR_CHOICE (gtk_list_item_get_item (list_item));
  GtkWidget *label = gtk_list_item_get_child (list_item);

  gtk_label_set_text (GTK_LABEL (label), choice->label);
  gtk_widget_set_margin_start (label, (int) choice->depth * STEP);
  gtk_list_item_set_accessible_label (list_item, choice->label);
}

/* What is chosen, on a drop-down's face: where there is no room for it, it is cut, and the list shows it whole. */
static void
setup_face_cb (GtkListItemFactory *factory G_GNUC_UNUSED, GtkListItem *list_item)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_width_chars (GTK_LABEL (label), FACE_CHARACTERS);
  gtk_list_item_set_child (list_item, label);
}

static void
bind_face_cb (GtkListItemFactory *factory G_GNUC_UNUSED, GtkListItem *list_item)
{
  EarChoice *choice = EAR_CHOICE (gtk_list_item_get_item (list_item));

  gtk_label_set_text (GTK_LABEL (gtk_list_item_get_child (list_item)), choice->label);
}

static void
ear_choice_get_property (GObject *object, guint property, GValue *value, GParamSpec *pspec)
{
  if (property == PROP_LABEL)
    g_value_set_string (value, EAR_CHOICE (object)->label);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
}

static void
ear_choice_finalize (GObject *object)
{
  EarChoice *choice = EAR_CHOICE (object);

  g_free (choice->key);
  g_free (choice->label);
  G_OBJECT_CLASS (ear_choice_parent_class)->finalize (object);
}

static void
ear_choice_class_init (EarChoiceClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = ear_choice_get_property;
  object_class->finalize = ear_choice_finalize;
  properties[PROP_LABEL] = g_param_spec_string ("label", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
ear_choice_init (EarChoice *choice G_GNUC_UNUSED)
{
}

/**
 * ear_choice_new:
 * @id: (nullable): the record; %NULL for what is no record, such as "Any group"
 * @key: (nullable): the word it stands for where it is no record
 * @depth: how deep it stands in its tree
 *
 * Returns: (transfer full): the choice. Main thread, like all of these functions.
 */
EarChoice *
ear_choice_new (const EarId *id, const char *key, const char *label, guint depth)
{
  EarChoice *choice = g_object_new (EAR_TYPE_CHOICE, NULL);

  choice->id = id == NULL ? EAR_ID_NONE : *id;
  choice->key = g_strdup (key);
  choice->label = g_strdup (label);
  choice->depth = depth;
  return choice;
}

const EarId *
ear_choice_get_id (EarChoice *choice)
{
  return &choice->id;
}

const char *
ear_choice_get_key (EarChoice *choice)
{
  return choice->key;
}

const char *
ear_choice_get_label (EarChoice *choice)
{
  return choice->label;
}

static void
name_cb (GtkDropDown *drop_down)
{
  EarChoice *choice = ear_choice_get_selected (drop_down);
  const char *chosen = choice == NULL ? "" : choice->label;
  /* Translators: what a choice is about, and what is chosen: Period: Financial year. */
  g_autofree char *name = g_strdup_printf (_ ("%s: %s"), (const char *) g_object_get_data (G_OBJECT (drop_down), "label"), chosen);

  gtk_accessible_update_property (GTK_ACCESSIBLE (drop_down), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

/**
 * ear_choice_name:
 * @drop_down: of EarChoice
 * @label: what is chosen with it
 *
 * Has a screen reader say what a drop-down is for, and what is chosen: GTK names it after what is chosen alone.
 */
void
ear_choice_name (GtkDropDown *drop_down, const char *label)
{
  g_object_set_data_full (G_OBJECT (drop_down), "label", g_strdup (label), g_free);
  gtk_accessible_reset_relation (GTK_ACCESSIBLE (drop_down), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
  g_signal_connect (drop_down, "notify::selected-item", G_CALLBACK (name_cb), NULL);
  name_cb (drop_down);
}

/**
 * ear_choice_prepare:
 * @chooser: a GtkDropDown or an AdwComboRow whose model holds EarChoice
 *
 * Has it show labels, move in what stands deeper in a tree, and be searched by any part of a label.
 */
void
ear_choice_prepare (gpointer chooser)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkExpression) label = gtk_property_expression_new (EAR_TYPE_CHOICE, NULL, "label");

  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  /* In this order: a GtkDropDown that is given an expression makes its own factories anew. */
  g_object_set (chooser, "expression", label, NULL);
  if (GTK_IS_DROP_DOWN (chooser))
    {
      g_autoptr (GtkListItemFactory) face = gtk_signal_list_item_factory_new ();

      g_signal_connect (face, "setup", G_CALLBACK (setup_face_cb), NULL);
      g_signal_connect (face, "bind", G_CALLBACK (bind_face_cb), NULL);
      g_object_set (chooser, "factory", face, NULL);
    }
  g_object_set (chooser, "list-factory", factory, "search-match-mode", GTK_STRING_FILTER_MATCH_MODE_SUBSTRING, NULL);
}

/**
 * ear_choice_set_labels:
 * @chooser: a GtkDropDown or an AdwComboRow
 * @labels: %NULL-terminated: what can be chosen, known by its place
 *
 * Prepares it, too. A list of mere strings would have rows without a name for a screen reader.
 */
void
ear_choice_set_labels (gpointer chooser, const char *const *labels)
{
  g_autoptr (GListStore) choices = g_list_store_new (EAR_TYPE_CHOICE);

  for (guint i = 0; labels[i] != NULL; i++)
    {
      g_autoptr (EarChoice) choice = ear_choice_new (NULL, NULL, labels[i], 0);

      g_list_store_append (choices, choice);
    }
  ear_choice_prepare (chooser);
  g_object_set (chooser, "model", choices, NULL);
}

/**
 * ear_choice_find:
 * @id: the record looked for; EAR_ID_NONE to look by @key
 * @key: (nullable): the word
 *
 * Returns: where it stands in @choices, or %GTK_INVALID_LIST_POSITION.
 */
guint
ear_choice_find (GListModel *choices, const EarId *id, const char *key)
{
  for (guint i = 0; i < g_list_model_get_n_items (choices); i++)
    {
      g_autoptr (EarChoice) choice = g_list_model_get_item (choices, i);

      if (ear_id_equal (&choice->id, id) && g_strcmp0 (choice->key, key) == 0)
        return i;
    }
  return GTK_INVALID_LIST_POSITION;
}

/**
 * ear_choice_get_selected:
 * @chooser: a GtkDropDown or an AdwComboRow
 *
 * Returns: (transfer none) (nullable): what is chosen, owned by the chooser's model.
 */
EarChoice *
ear_choice_get_selected (gpointer chooser)
{
  g_autoptr (GObject) choice = NULL;

  g_object_get (chooser, "selected-item", &choice, NULL);
  return choice == NULL ? NULL : EAR_CHOICE (choice);
}
