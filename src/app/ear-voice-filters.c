/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-voice-filters.h"

#include <glib/gi18n.h>

#include "ear-choice.h"
#include "ear-feeling.h"
#include "ear-terms.h"

struct _EarVoiceFilters
{
  AdwBin parent_instance;

  GtkDropDown *group_choice;
  GtkDropDown *theme_choice;
  GtkDropDown *feeling_choice;
  GtkToggleButton *uncoded_button;
  GtkToggleButton *look_button;
  AdwWrapBox *chips;

  EarVoiceQuery *query;
  char *also_group, *also_theme, *organisation, *priority, *place, *session; /* names of those in the query */
  gboolean open;
  gboolean showing; /* the controls follow the query: what they notify is no choice of a person */
};

G_DEFINE_FINAL_TYPE (EarVoiceFilters, ear_voice_filters, ADW_TYPE_BIN)

enum
{
  PROP_0,
  PROP_OPEN,
  N_PROPS
};
static GParamSpec *properties[N_PROPS];

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

/* What a chip takes away. */
typedef enum
{
  CHIP_GROUP,
  CHIP_ALSO_GROUP,
  CHIP_ALSO_THEME,
  CHIP_ORGANISATION,
  CHIP_PERIOD,
  CHIP_THEME,
  CHIP_PRIORITY,
  CHIP_PLACE,
  CHIP_SESSION,
  CHIP_FEELING,
  CHIP_PERMISSION,
  CHIP_UNCODED,
  CHIP_LOOK,
} Chip;

static void show (EarVoiceFilters *filters);

static char *
load_name (EarStore *store, EarKind kind, guint field, const EarId *id, GError **error)
{
  g_autoptr (EarRecord) record = NULL;

  if (ear_id_is_none (id))
    return NULL;
  record = ear_store_get (store, kind, id, error);
  return record == NULL ? NULL : g_strdup (ear_record_get (record, field));
}

/**
 * ear_filter_names_load:
 *
 * Returns: (transfer full) (nullable): all groups and themes, and what the other filters of @query are called. The
 *   workbook's thread.
 */
EarFilterNames *
ear_filter_names_load (EarStore *store, const EarVoiceQuery *query, GError **error)
{
  g_autoptr (EarFilterNames) names = g_new0 (EarFilterNames, 1);

  names->groups = ear_tree_list (store, EAR_KIND_GROUP, NULL, error);
  names->themes = names->groups == NULL ? NULL : ear_tree_list (store, EAR_KIND_THEME, NULL, error);
  if (names->themes == NULL)
    return NULL;
  /* A record that is gone has no name; its filter still shows, and lets nothing pass. */
  names->also_group = load_name (store, EAR_KIND_GROUP, EAR_GROUP_NAME, &query->also_group, NULL);
  names->also_theme = load_name (store, EAR_KIND_THEME, EAR_THEME_NAME, &query->also_theme, NULL);
  names->organisation = load_name (store, EAR_KIND_ORGANISATION, EAR_ORGANISATION_NAME, &query->organisation, NULL);
  names->priority = load_name (store, EAR_KIND_PRIORITY, EAR_PRIORITY_LABEL, &query->priority, NULL);
  names->place = load_name (store, EAR_KIND_PLACE, EAR_PLACE_NAME, &query->place, NULL);
  names->session = load_name (store, EAR_KIND_SESSION, EAR_SESSION_TITLE, &query->session, NULL);
  return g_steal_pointer (&names);
}

void
ear_filter_names_free (EarFilterNames *names)
{
  if (names == NULL)
    return;
  g_clear_pointer (&names->groups, g_ptr_array_unref);
  g_clear_pointer (&names->themes, g_ptr_array_unref);
  g_free (names->also_group);
  g_free (names->also_theme);
  g_free (names->organisation);
  g_free (names->priority);
  g_free (names->place);
  g_free (names->session);
  g_free (names);
}

static GListModel *
choices_from_tree (const char *any, GPtrArray *rows)
{
  GListStore *choices = g_list_store_new (EAR_TYPE_CHOICE);
  g_autoptr (EarChoice) first = ear_choice_new (NULL, NULL, any, 0);

  g_list_store_append (choices, first);
  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      EarTreeRow *row = g_ptr_array_index (rows, i);
      g_autoptr (EarChoice) choice = ear_choice_new (&row->id, NULL, row->name, row->depth);

      g_list_store_append (choices, choice);
    }
  return G_LIST_MODEL (choices);
}

static GListModel *
choices_of_feeling (void)
{
  GListStore *choices = g_list_store_new (EAR_TYPE_CHOICE);
  g_autoptr (EarChoice) any = ear_choice_new (NULL, NULL, _ ("Any feeling"), 0);
  g_autoptr (EarChoice) unsaid = ear_choice_new (NULL, EAR_HEADING_NOT_SAID, ear_feeling_label (NULL), 0);

  g_list_store_append (choices, any);
  for (guint i = 0; EAR_TERMS_FEELING[i] != NULL; i++)
    {
      const char *feeling = EAR_TERMS_FEELING[i];
      g_autofree char *label = g_strdup_printf ("%s  %s", ear_feeling_mark (feeling), ear_feeling_label (feeling));
      g_autoptr (EarChoice) choice = ear_choice_new (NULL, feeling, label, 0);

      g_list_store_append (choices, choice);
    }
  g_list_store_append (choices, unsaid);
  return G_LIST_MODEL (choices);
}

static void
set_choices (GtkDropDown *chooser, GListModel *choices)
{
  gtk_drop_down_set_model (chooser, choices);
  g_object_unref (choices);
}

static void
select_choice (GtkDropDown *chooser, const EarId *id, const char *key)
{
  guint position = ear_choice_find (gtk_drop_down_get_model (chooser), id, key);

  gtk_drop_down_set_selected (chooser, position);
}

static void
changed (EarVoiceFilters *filters)
{
  show (filters);
  g_signal_emit (filters, signals[SIGNAL_CHANGED], 0);
}

static void
chip_cb (GtkWidget *button, gpointer chip)
{
  EarVoiceFilters *filters = EAR_VOICE_FILTERS (gtk_widget_get_ancestor (button, EAR_TYPE_VOICE_FILTERS));
  EarVoiceQuery *query = filters->query;

  switch ((Chip) GPOINTER_TO_INT (chip))
    {
    case CHIP_GROUP:
      query->group = EAR_ID_NONE;
      break;
    case CHIP_ALSO_GROUP:
      query->also_group = EAR_ID_NONE;
      break;
    case CHIP_ALSO_THEME:
      query->also_theme = EAR_ID_NONE;
      break;
    case CHIP_ORGANISATION:
      query->organisation = EAR_ID_NONE;
      break;
    case CHIP_PERIOD:
      g_clear_pointer (&query->from, g_free);
      g_clear_pointer (&query->until, g_free);
      break;
    case CHIP_THEME:
      query->theme = EAR_ID_NONE;
      break;
    case CHIP_PRIORITY:
      query->priority = EAR_ID_NONE;
      break;
    case CHIP_PLACE:
      query->place = EAR_ID_NONE;
      break;
    case CHIP_SESSION:
      query->session = EAR_ID_NONE;
      break;
    case CHIP_FEELING:
      g_clear_pointer (&query->feeling, g_free);
      break;
    case CHIP_PERMISSION:
      g_clear_pointer (&query->permission, g_free);
      break;
    case CHIP_UNCODED:
      query->uncoded = FALSE;
      break;
    case CHIP_LOOK:
      query->needs_look = FALSE;
      break;
    }
  changed (filters);
}

static void
add_chip (EarVoiceFilters *filters, Chip chip, gboolean on, const char *label)
{
  g_autofree char *description = NULL;
  GtkWidget *button, *content, *text;

  if (!on)
    return;
  description = g_strdup_printf (_ ("Remove filter: %s"), label);
  content = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  text = gtk_label_new (label);
  gtk_label_set_ellipsize (GTK_LABEL (text), PANGO_ELLIPSIZE_END);
  gtk_box_append (GTK_BOX (content), text);
  gtk_box_append (GTK_BOX (content), gtk_image_new_from_icon_name ("window-close-symbolic"));
  button = gtk_button_new ();
  gtk_button_set_child (GTK_BUTTON (button), content);
  gtk_widget_add_css_class (button, "filter-chip");
  gtk_widget_set_tooltip_text (button, description);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, description, -1);
  g_signal_connect (button, "clicked", G_CALLBACK (chip_cb), GINT_TO_POINTER (chip));
  adw_wrap_box_append (filters->chips, button);
}

static const char *
chosen_label (GtkDropDown *chooser, const char *otherwise)
{
  EarChoice *choice = ear_choice_get_selected (chooser);

  return choice == NULL ? otherwise : ear_choice_get_label (choice);
}

static const char *
name_or (const char *name, const char *otherwise)
{
  return name == NULL || name[0] == '\0' ? otherwise : name;
}

/* (transfer full): "2026-04 to 2027-03", "2026-04" */
static char *
name_period (const EarVoiceQuery *query)
{
  if (query->from == NULL)
    /* Translators: a month. */
    return g_strdup_printf (_ ("until %s"), query->until == NULL ? "" : query->until);
  if (query->until == NULL)
    /* Translators: a month. */
    return g_strdup_printf (_ ("from %s"), query->from);
  if (g_str_equal (query->from, query->until))
    return g_strdup (query->from);
  /* Translators: the first month and the last. */
  return g_strdup_printf (_ ("%s to %s"), query->from, query->until);
}

static void
show_chips (EarVoiceFilters *filters)
{
  const EarVoiceQuery *query = filters->query;
  g_autofree char *period = name_period (query);
  GtkWidget *chip;

  while ((chip = gtk_widget_get_first_child (GTK_WIDGET (filters->chips))) != NULL)
    adw_wrap_box_remove (filters->chips, chip);
  add_chip (filters, CHIP_GROUP, !ear_id_is_none (&query->group), chosen_label (filters->group_choice, _ ("One group")));
  add_chip (filters, CHIP_ALSO_GROUP, !ear_id_is_none (&query->also_group), name_or (filters->also_group, _ ("One more group")));
  add_chip (filters, CHIP_ALSO_THEME, !ear_id_is_none (&query->also_theme), name_or (filters->also_theme, _ ("One more theme")));
  add_chip (filters, CHIP_ORGANISATION, !ear_id_is_none (&query->organisation), name_or (filters->organisation, _ ("One organisation")));
  add_chip (filters, CHIP_PERIOD, query->from != NULL || query->until != NULL, period);
  add_chip (filters, CHIP_THEME, !ear_id_is_none (&query->theme), chosen_label (filters->theme_choice, _ ("One theme")));
  add_chip (filters, CHIP_PRIORITY, !ear_id_is_none (&query->priority), name_or (filters->priority, _ ("One priority")));
  add_chip (filters, CHIP_PLACE, !ear_id_is_none (&query->place), name_or (filters->place, _ ("One place")));
  add_chip (filters, CHIP_SESSION, !ear_id_is_none (&query->session), name_or (filters->session, _ ("One conversation")));
  add_chip (filters, CHIP_FEELING, query->feeling != NULL, chosen_label (filters->feeling_choice, query->feeling));
  add_chip (filters, CHIP_PERMISSION, query->permission != NULL,
            ear_term_label (EAR_TERMS_PERMISSION, query->permission));
  add_chip (filters, CHIP_UNCODED, query->uncoded, _ ("No theme yet"));
  add_chip (filters, CHIP_LOOK, query->needs_look, _ ("Needs a look"));
  gtk_widget_set_visible (GTK_WIDGET (filters->chips),
                          gtk_widget_get_first_child (GTK_WIDGET (filters->chips)) != NULL);
}

static void
show (EarVoiceFilters *filters)
{
  const EarVoiceQuery *query = filters->query;

  filters->showing = TRUE;
  select_choice (filters->group_choice, &query->group, NULL);
  select_choice (filters->theme_choice, &query->theme, NULL);
  select_choice (filters->feeling_choice, &EAR_ID_NONE, query->feeling);
  gtk_toggle_button_set_active (filters->uncoded_button, query->uncoded);
  gtk_toggle_button_set_active (filters->look_button, query->needs_look);
  filters->showing = FALSE;
  show_chips (filters);
}

static void
chosen_cb (EarVoiceFilters *filters)
{
  EarVoiceQuery *query = filters->query;
  EarChoice *group = ear_choice_get_selected (filters->group_choice);
  EarChoice *theme = ear_choice_get_selected (filters->theme_choice);
  EarChoice *feeling = ear_choice_get_selected (filters->feeling_choice);

  if (filters->showing || query == NULL)
    return;
  if (group != NULL)
    query->group = *ear_choice_get_id (group);
  if (theme != NULL)
    query->theme = *ear_choice_get_id (theme);
  if (feeling != NULL)
    g_set_str (&query->feeling, ear_choice_get_key (feeling));
  query->uncoded = gtk_toggle_button_get_active (filters->uncoded_button);
  query->needs_look = gtk_toggle_button_get_active (filters->look_button);
  changed (filters);
}

static void
ear_voice_filters_get_property (GObject *object, guint property, GValue *value, GParamSpec *pspec)
{
  if (property == PROP_OPEN)
    g_value_set_boolean (value, EAR_VOICE_FILTERS (object)->open);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
}

static void
ear_voice_filters_set_property (GObject *object, guint property, const GValue *value, GParamSpec *pspec)
{
  if (property == PROP_OPEN)
    EAR_VOICE_FILTERS (object)->open = g_value_get_boolean (value);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
}

static void
ear_voice_filters_dispose (GObject *object)
{
  EarVoiceFilters *filters = EAR_VOICE_FILTERS (object);

  filters->showing = TRUE;
  gtk_widget_dispose_template (GTK_WIDGET (object), EAR_TYPE_VOICE_FILTERS);
  g_clear_pointer (&filters->query, ear_voice_query_free);
  g_clear_pointer (&filters->also_group, g_free);
  g_clear_pointer (&filters->also_theme, g_free);
  g_clear_pointer (&filters->organisation, g_free);
  g_clear_pointer (&filters->priority, g_free);
  g_clear_pointer (&filters->place, g_free);
  g_clear_pointer (&filters->session, g_free);
  G_OBJECT_CLASS (ear_voice_filters_parent_class)->dispose (object);
}

static void
ear_voice_filters_class_init (EarVoiceFiltersClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = ear_voice_filters_get_property;
  object_class->set_property = ear_voice_filters_set_property;
  object_class->dispose = ear_voice_filters_dispose;
  properties[PROP_OPEN]
    = g_param_spec_boolean ("open", NULL, NULL, FALSE, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  /**
   * EarVoiceFilters::changed:
   *
   * A person chose or removed a filter.
   */
  signals[SIGNAL_CHANGED]
    = g_signal_new ("changed", EAR_TYPE_VOICE_FILTERS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class, "/uk/earshot/app/ear-voice-filters.ui");
  gtk_widget_class_bind_template_child (widget_class, EarVoiceFilters, group_choice);
  gtk_widget_class_bind_template_child (widget_class, EarVoiceFilters, theme_choice);
  gtk_widget_class_bind_template_child (widget_class, EarVoiceFilters, feeling_choice);
  gtk_widget_class_bind_template_child (widget_class, EarVoiceFilters, uncoded_button);
  gtk_widget_class_bind_template_child (widget_class, EarVoiceFilters, look_button);
  gtk_widget_class_bind_template_child (widget_class, EarVoiceFilters, chips);
  gtk_widget_class_bind_template_callback (widget_class, chosen_cb);
}

static void
ear_voice_filters_init (EarVoiceFilters *filters)
{
  gtk_widget_init_template (GTK_WIDGET (filters));
  filters->query = ear_voice_query_new (NULL);
  filters->showing = TRUE;
  ear_choice_prepare (filters->group_choice);
  ear_choice_prepare (filters->theme_choice);
  ear_choice_prepare (filters->feeling_choice);
  set_choices (filters->group_choice, choices_from_tree (_ ("Any group"), NULL));
  set_choices (filters->theme_choice, choices_from_tree (_ ("Any theme"), NULL));
  set_choices (filters->feeling_choice, choices_of_feeling ());
  show (filters);
}

/**
 * ear_voice_filters_set_query:
 *
 * Shows these filters. Says nothing to anybody: only a person's choice is told.
 */
void
ear_voice_filters_set_query (EarVoiceFilters *filters, const EarVoiceQuery *query)
{
  EarVoiceQuery *copy = ear_voice_query_copy (query);

  ear_voice_query_free (filters->query);
  filters->query = copy;
  g_clear_pointer (&filters->also_group, g_free);
  g_clear_pointer (&filters->also_theme, g_free);
  g_clear_pointer (&filters->organisation, g_free);
  g_clear_pointer (&filters->priority, g_free);
  g_clear_pointer (&filters->place, g_free);
  g_clear_pointer (&filters->session, g_free);
  show (filters);
}

/**
 * ear_voice_filters_get_query:
 *
 * Returns: (transfer none): the filters that are on.
 */
const EarVoiceQuery *
ear_voice_filters_get_query (EarVoiceFilters *filters)
{
  return filters->query;
}

/**
 * ear_voice_filters_set_names:
 *
 * Fills the drop-downs and names the chips.
 */
void
ear_voice_filters_set_names (EarVoiceFilters *filters, const EarFilterNames *names)
{
  filters->showing = TRUE;
  set_choices (filters->group_choice, choices_from_tree (_ ("Any group"), names->groups));
  set_choices (filters->theme_choice, choices_from_tree (_ ("Any theme"), names->themes));
  g_set_str (&filters->also_group, names->also_group);
  g_set_str (&filters->also_theme, names->also_theme);
  g_set_str (&filters->organisation, names->organisation);
  g_set_str (&filters->priority, names->priority);
  g_set_str (&filters->place, names->place);
  g_set_str (&filters->session, names->session);
  show (filters);
}

/**
 * ear_voice_filters_clear:
 *
 * Takes all filters away, as a person would.
 */
void
ear_voice_filters_clear (EarVoiceFilters *filters)
{
  ear_voice_query_free (filters->query);
  filters->query = ear_voice_query_new (NULL);
  changed (filters);
}
