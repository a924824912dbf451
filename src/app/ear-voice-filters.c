/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-voice-filters.h"

#include <glib/gi18n.h>

#include "ear-choice.h"
#include "ear-days-dialog.h"
#include "ear-filter-choice.h"
#include "ear-finder-popover.h"
#include "ear-saved-popover.h"

struct _EarVoiceFilters
{
  AdwBin parent_instance;

  AdwWrapBox *chips;
  GtkButton *add_button;
  GtkMenuButton *saved_button;
  EarSavedPopover *saved;
  GtkDropDown *sort_choice;
  EarFinderPopover *finder;

  EarWorkbook *workbook;
  EarVoiceQuery *query;
  GPtrArray *choices;     /* EarTreeRow */
  GPtrArray *counted;     /* EarTreeRow of choices that are still to be counted, the next one last */
  GCancellable *counting; /* NULL while nothing is being counted */
  gboolean showing; /* the controls follow the query: what they notify is no choice of a person */
};

G_DEFINE_FINAL_TYPE (EarVoiceFilters, ear_voice_filters, ADW_TYPE_BIN)

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

/* What comes first, in the order of the drop-down. */
static const struct
{
  EarVoiceSort sort;
  gboolean oldest_first;
  const char *label;
} sorts[] = {
  { EAR_VOICE_SORT_TIME, FALSE, N_ ("Newest first") },   { EAR_VOICE_SORT_TIME, TRUE, N_ ("Oldest first") },
  { EAR_VOICE_SORT_SESSION, FALSE, N_ ("By conversation") }, { EAR_VOICE_SORT_PLACE, FALSE, N_ ("By place") },
  { EAR_VOICE_SORT_MATCH, FALSE, N_ ("Best match first") },
};

static void show (EarVoiceFilters *filters);
static void count_next (EarVoiceFilters *filters);

/* Never 0. Of codings the lists hold only who gave some and how often each theme was given: there one more or less makes no
 * difference to anybody, and counting them anew each time one is given would. */
static guint64
state_of (EarStore *store, const EarVoiceQuery *query)
{
  static const EarKind kinds[]
    = { EAR_KIND_GROUP, EAR_KIND_THEME, EAR_KIND_PRIORITY, EAR_KIND_STRATEGY, EAR_KIND_PLACE, EAR_KIND_SESSION, EAR_KIND_ORGANISATION };
  guint64 state = 1 + ear_store_get_changes (store, EAR_KIND_CODING) / 256;

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    state += ear_store_get_changes (store, kinds[i]);
  return state * 31 + ear_id_hash (&query->session);
}

/**
 * ear_filter_names_load:
 *
 * Returns: (transfer full) (nullable): what there is to filter by. The workbook's thread.
 */
EarFilterNames *
ear_filter_names_load (EarStore *store, const EarVoiceQuery *query, guint64 known, GError **error)
{
  g_autoptr (EarFilterNames) names = g_new0 (EarFilterNames, 1);

  names->state = state_of (store, query);
  names->saved = ear_saved_filters_list (store, error);
  if (names->saved == NULL)
    return NULL;
  if (names->state == known)
    return g_steal_pointer (&names);
  names->groups = ear_tree_names (store, EAR_KIND_GROUP, error);
  names->themes = names->groups == NULL ? NULL : ear_tree_names (store, EAR_KIND_THEME, error);
  names->choices
    = names->themes == NULL ? NULL : ear_filter_choices_load (store, names->groups, names->themes, query, error);
  return names->choices == NULL ? NULL : g_steal_pointer (&names);
}

void
ear_filter_names_free (EarFilterNames *names)
{
  if (names == NULL)
    return;
  g_clear_pointer (&names->groups, g_ptr_array_unref);
  g_clear_pointer (&names->themes, g_ptr_array_unref);
  g_clear_pointer (&names->choices, g_ptr_array_unref);
  g_clear_pointer (&names->saved, g_ptr_array_unref);
  g_free (names);
}

static void
changed (EarVoiceFilters *filters)
{
  show (filters);
  g_signal_emit (filters, signals[SIGNAL_CHANGED], 0);
}

static void
chip_cb (GtkWidget *button, gpointer kind)
{
  EarVoiceFilters *filters = EAR_VOICE_FILTERS (gtk_widget_get_ancestor (button, EAR_TYPE_VOICE_FILTERS));
  guint at = 0;
  GtkWidget *next;

  for (GtkWidget *before = gtk_widget_get_prev_sibling (button); before != NULL; before = gtk_widget_get_prev_sibling (before))
    at++;
  ear_filter_remove ((EarFilterKind) GPOINTER_TO_INT (kind), filters->query);
  changed (filters);
  /* Whoever takes away several goes on from here. */
  next = gtk_widget_get_first_child (GTK_WIDGET (filters->chips));
  while (at-- > 0 && next != NULL)
    next = gtk_widget_get_next_sibling (next);
  gtk_widget_grab_focus (next != NULL ? next : GTK_WIDGET (filters->add_button));
}

static void
add_chip (EarVoiceFilters *filters, EarFilterKind kind)
{
  g_autofree char *label = ear_filter_describe (kind, filters->query, filters->choices);
  g_autofree char *description = g_strdup_printf (_ ("Remove filter: %s"), label);
  GtkWidget *button = gtk_button_new (), *content = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6), *text = gtk_label_new (label);

  gtk_label_set_ellipsize (GTK_LABEL (text), PANGO_ELLIPSIZE_END);
  gtk_box_append (GTK_BOX (content), text);
  gtk_box_append (GTK_BOX (content), gtk_image_new_from_icon_name ("window-close-symbolic"));
  gtk_button_set_child (GTK_BUTTON (button), content);
  gtk_widget_add_css_class (button, "filter-chip");
  gtk_widget_set_tooltip_text (button, description);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, description, -1);
  g_signal_connect (button, "clicked", G_CALLBACK (chip_cb), GINT_TO_POINTER (kind));
  adw_wrap_box_append (filters->chips, button);
}

static void
show_chips (EarVoiceFilters *filters)
{
  GtkWidget *chip;

  while ((chip = gtk_widget_get_first_child (GTK_WIDGET (filters->chips))) != NULL)
    adw_wrap_box_remove (filters->chips, chip);
  for (EarFilterKind kind = 0; kind < EAR_N_FILTERS; kind++)
    {
      if (ear_filter_is_on (kind, filters->query))
        add_chip (filters, kind);
    }
  gtk_widget_set_visible (GTK_WIDGET (filters->chips), gtk_widget_get_first_child (GTK_WIDGET (filters->chips)) != NULL);
}

static void
show (EarVoiceFilters *filters)
{
  filters->showing = TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (sorts); i++)
    {
      if (sorts[i].sort == filters->query->sort && sorts[i].oldest_first == filters->query->oldest_first)
        gtk_drop_down_set_selected (filters->sort_choice, i);
    }
  filters->showing = FALSE;
  show_chips (filters);
  ear_saved_popover_set_current (filters->saved, filters->query);
}

static void
sort_cb (EarVoiceFilters *filters)
{
  guint chosen = gtk_drop_down_get_selected (filters->sort_choice);

  if (filters->showing || chosen >= G_N_ELEMENTS (sorts))
    return;
  filters->query->sort = sorts[chosen].sort;
  filters->query->oldest_first = sorts[chosen].oldest_first;
  changed (filters);
}

static void
saved_chosen_cb (EarVoiceFilters *filters)
{
  ear_voice_query_free (filters->query);
  filters->query = ear_voice_query_copy (ear_saved_popover_get_chosen (filters->saved));
  changed (filters);
}

typedef struct
{
  EarVoiceFilters *filters;
  GCancellable *cancellable;
  EarTreeRow *choice; /* of choices, which are kept for so long: */
  GPtrArray *choices;
} Count;

static void
count_free (Count *count)
{
  g_object_unref (count->filters);
  g_object_unref (count->cancellable);
  g_ptr_array_unref (count->choices);
  g_free (count);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Count, count_free)

static gpointer
count_job (EarStore *store, gpointer query, GCancellable *cancellable G_GNUC_UNUSED, GError **error)
{
  EarVoiceFilter filter = ear_voice_query_filter (query);
  g_autoptr (EarVoiceRows) rows = ear_voice_rows_find (store, &filter, error);

  return rows == NULL ? NULL : g_memdup2 (&(guint){ ear_voice_rows_get_n (rows) }, sizeof (guint));
}

static char *
describe_count (const EarTreeRow *choice, guint n)
{
  const char *kind = ear_filter_kind_label (ear_filter_choice_get_kind (choice));

  /* Translators: how many voices, as %'u; before it what they would be filtered by, such as “Group”. */
  return kind[0] == '\0' ? g_strdup_printf ("%'u", n) : g_strdup_printf (_ ("%s · %'u"), kind, n);
}

static void
counted_cb (GObject *workbook, GAsyncResult *result, gpointer data)
{
  g_autoptr (Count) count = data;
  g_autofree guint *n = ear_workbook_run_finish (EAR_WORKBOOK (workbook), result, NULL);
  g_autofree char *note = NULL;

  if (count->filters->counting != count->cancellable)
    return;
  g_clear_object (&count->filters->counting);
  if (n != NULL && count->filters->finder != NULL)
    {
      note = describe_count (count->choice, *n);
      ear_finder_popover_set_note (count->filters->finder, count->choice, note);
    }
  count_next (count->filters);
}

/* One after another, so that what somebody wants to see meanwhile need not wait for all of them. */
static void
count_next (EarVoiceFilters *filters)
{
  EarVoiceQuery *query;
  Count *count;

  if (filters->counted->len == 0 || filters->workbook == NULL)
    return;
  count = g_new0 (Count, 1);
  count->filters = g_object_ref (filters);
  count->choices = g_ptr_array_ref (filters->choices);
  count->choice = g_ptr_array_steal_index (filters->counted, filters->counted->len - 1);
  filters->counting = g_cancellable_new ();
  count->cancellable = g_object_ref (filters->counting);
  query = ear_voice_query_copy (filters->query);
  ear_filter_choice_apply (count->choice, query);
  /* However they are put in order, there are as many. */
  query->sort = EAR_VOICE_SORT_TIME;
  ear_workbook_run_async (filters->workbook, FALSE, count_job, query, (GDestroyNotify) ear_voice_query_free, g_free,
                          filters->counting, counted_cb, count);
}

static void
stop_counting (EarVoiceFilters *filters)
{
  if (filters->counting != NULL)
    g_cancellable_cancel (filters->counting);
  g_clear_object (&filters->counting);
  g_ptr_array_set_size (filters->counted, 0);
}

static void
shown_cb (GPtrArray *rows, gpointer data)
{
  EarVoiceFilters *filters = data;

  stop_counting (filters);
  for (guint i = rows->len; i > 0; i--)
    {
      const EarTreeRow *choice = rows->pdata[i - 1];

      ear_finder_popover_set_note (filters->finder, choice, ear_filter_kind_label (ear_filter_choice_get_kind (choice)));
      if (!ear_filter_choice_asks (choice))
        g_ptr_array_add (filters->counted, rows->pdata[i - 1]);
    }
  count_next (filters);
}

static void
days_cb (const char *from, const char *to, gpointer data)
{
  EarVoiceFilters *filters = data;

  if (filters->query == NULL)
    return;
  g_set_str (&filters->query->from, from);
  g_set_str (&filters->query->to, to);
  changed (filters);
}

static void
chosen_cb (const EarTreeRow *choice, const char *typed G_GNUC_UNUSED, gpointer data)
{
  EarVoiceFilters *filters = data;

  if (ear_filter_choice_asks (choice))
    {
      ear_days_dialog_ask (GTK_WIDGET (filters), filters->query->from, filters->query->to, days_cb, filters);
      return;
    }
  ear_filter_choice_apply (choice, filters->query);
  changed (filters);
}

static void
add_cb (EarVoiceFilters *filters)
{
  ear_finder_popover_ask (filters->finder, GTK_WIDGET (filters->add_button), _ ("Only voices of …"), filters->choices, FALSE, chosen_cb,
                          filters);
  ear_finder_popover_watch (filters->finder, shown_cb);
}

static void
ear_voice_filters_dispose (GObject *object)
{
  EarVoiceFilters *filters = EAR_VOICE_FILTERS (object);

  filters->showing = TRUE;
  if (filters->counted != NULL)
    stop_counting (filters);
  if (filters->finder != NULL)
    gtk_widget_unparent (GTK_WIDGET (filters->finder));
  filters->finder = NULL;
  gtk_widget_dispose_template (GTK_WIDGET (object), EAR_TYPE_VOICE_FILTERS);
  g_clear_pointer (&filters->query, ear_voice_query_free);
  g_clear_pointer (&filters->choices, g_ptr_array_unref);
  g_clear_pointer (&filters->counted, g_ptr_array_unref);
  g_clear_object (&filters->workbook);
  G_OBJECT_CLASS (ear_voice_filters_parent_class)->dispose (object);
}

static void
ear_voice_filters_class_init (EarVoiceFiltersClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ear_voice_filters_dispose;
  g_type_ensure (EAR_TYPE_SAVED_POPOVER);
  /**
   * EarVoiceFilters::changed:
   *
   * A person chose or removed a filter, or wants to see others first.
   */
  signals[SIGNAL_CHANGED]
    = g_signal_new ("changed", EAR_TYPE_VOICE_FILTERS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class, "/uk/earshot/app/ear-voice-filters.ui");
  gtk_widget_class_bind_template_child (widget_class, EarVoiceFilters, chips);
  gtk_widget_class_bind_template_child (widget_class, EarVoiceFilters, add_button);
  gtk_widget_class_bind_template_child (widget_class, EarVoiceFilters, saved_button);
  gtk_widget_class_bind_template_child (widget_class, EarVoiceFilters, saved);
  gtk_widget_class_bind_template_child (widget_class, EarVoiceFilters, sort_choice);
  gtk_widget_class_bind_template_callback (widget_class, add_cb);
  gtk_widget_class_bind_template_callback (widget_class, sort_cb);
  gtk_widget_class_bind_template_callback (widget_class, saved_chosen_cb);
}

static void
ear_voice_filters_init (EarVoiceFilters *filters)
{
  g_autoptr (GListStore) choices = g_list_store_new (EAR_TYPE_CHOICE);

  filters->showing = TRUE;
  filters->query = ear_voice_query_new (NULL);
  filters->choices = g_ptr_array_new ();
  filters->counted = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (filters));
  filters->finder = EAR_FINDER_POPOVER (ear_finder_popover_new ());
  gtk_widget_set_parent (GTK_WIDGET (filters->finder), GTK_WIDGET (filters));
  for (guint i = 0; i < G_N_ELEMENTS (sorts); i++)
    {
      g_autoptr (EarChoice) choice = ear_choice_new (NULL, NULL, _ (sorts[i].label), 0);

      g_list_store_append (choices, choice);
    }
  ear_choice_prepare (filters->sort_choice);
  ear_choice_name (filters->sort_choice, _ ("What comes first"));
  gtk_drop_down_set_model (filters->sort_choice, G_LIST_MODEL (choices));
  show (filters);
}

void
ear_voice_filters_set_workbook (EarVoiceFilters *filters, EarWorkbook *workbook)
{
  stop_counting (filters);
  g_set_object (&filters->workbook, workbook);
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
 * Says what can be chosen, and names the chips.
 */
void
ear_voice_filters_set_names (EarVoiceFilters *filters, const EarFilterNames *names)
{
  ear_saved_popover_set_saved (filters->saved, names->saved);
  if (names->choices != NULL)
    {
      g_autoptr (GPtrArray) old = g_steal_pointer (&filters->choices);

      stop_counting (filters);
      filters->choices = g_ptr_array_ref (names->choices);
      ear_finder_popover_replace (filters->finder, old, filters->choices);
    }
  show (filters);
}

void
ear_voice_filters_set_search (EarVoiceFilters *filters, const char *search)
{
  g_set_str (&filters->query->search, search);
  ear_saved_popover_set_current (filters->saved, filters->query);
}

/**
 * ear_voice_filters_clear:
 *
 * Takes all filters away, as a person would. What comes first stays.
 */
void
ear_voice_filters_clear (EarVoiceFilters *filters)
{
  EarVoiceQuery *query = ear_voice_query_new (NULL);

  query->sort = filters->query->sort;
  query->oldest_first = filters->query->oldest_first;
  ear_voice_query_free (filters->query);
  filters->query = query;
  changed (filters);
}

/* Opens the finder for one more. */
void
ear_voice_filters_ask (EarVoiceFilters *filters)
{
  add_cb (filters);
}

void
ear_voice_filters_show_saved (EarVoiceFilters *filters)
{
  gtk_menu_button_popup (filters->saved_button);
}
