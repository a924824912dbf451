/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-counts-pane.h"

#include <glib/gi18n.h>

#include "ear-chart-panel.h"
#include "ear-choice.h"
#include "ear-page-feed.h"
#include "ear-problem.h"
#include "ear-window.h"

/* What a person chooses: three dimensions and how long a period is, then whose voices. */
enum
{
  CHOICE_ROWS,
  CHOICE_COLUMNS,
  CHOICE_LAYERS,
  CHOICE_PERIOD,
  CHOICE_GROUP,
  CHOICE_THEME,
  CHOICE_PLACE,
  N_CHOICES
};

static const struct
{
  const char *child; /* of the template */
  const char *label;
} choices[N_CHOICES] = {
  [CHOICE_ROWS] = { "rows_choice", N_ ("Count by") },
  [CHOICE_COLUMNS] = { "columns_choice", N_ ("And by") },
  [CHOICE_LAYERS] = { "layers_choice", N_ ("A picture for each") },
  [CHOICE_PERIOD] = { "period_choice", N_ ("Period") },
  [CHOICE_GROUP] = { "group_choice", N_ ("Group") },
  [CHOICE_THEME] = { "theme_choice", N_ ("Theme") },
  [CHOICE_PLACE] = { "place_choice", N_ ("Place") },
};

/* The kinds of record that whose voices are counted is chosen from. */
static const struct
{
  guint choice;
  EarKind kind;
  const char *all;
} subjects[] = {
  { CHOICE_GROUP, EAR_KIND_GROUP, N_ ("Everybody") },
  { CHOICE_THEME, EAR_KIND_THEME, N_ ("Every theme") },
  { CHOICE_PLACE, EAR_KIND_PLACE, N_ ("Everywhere") },
};

static const struct
{
  const char *label;
  EarPeriod period;
} periods[] = {
  { N_ ("Financial year"), EAR_PERIOD_FINANCIAL_YEAR },
  { N_ ("Calendar year"), EAR_PERIOD_YEAR },
  { N_ ("Quarter"), EAR_PERIOD_QUARTER },
  { N_ ("Month"), EAR_PERIOD_MONTH },
};

struct _EarCountsPane
{
  AdwBin parent_instance;

  GtkDropDown *choices[N_CHOICES];
  GtkStack *stack;
  GtkBox *content;
  AdwStatusPage *failed;

  EarPageFeed *feed;
  gboolean filling; /* a chooser is being filled: what it notifies is no choice */
};

G_DEFINE_FINAL_TYPE (EarCountsPane, ear_counts_pane, ADW_TYPE_BIN)

typedef struct
{
  EarDimension rows, columns, layers;
  EarPeriod period;
  EarId subjects[G_N_ELEMENTS (subjects)]; /* EAR_ID_NONE: all */
} Question;

typedef struct
{
  Question question;
  GPtrArray *layers; /* EarLayer */
  GPtrArray *trees[G_N_ELEMENTS (subjects)]; /* EarTreeRow */
} Answer;

static void
answer_free (Answer *answer)
{
  g_clear_pointer (&answer->layers, g_ptr_array_unref);
  for (gsize i = 0; i < G_N_ELEMENTS (subjects); i++)
    g_clear_pointer (&answer->trees[i], g_ptr_array_unref);
  g_free (answer);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Answer, answer_free)

static const EarId *
subject_of (const Question *question, guint subject)
{
  return ear_id_is_none (&question->subjects[subject]) ? NULL : &question->subjects[subject];
}

static EarVoiceFilter
filter_of (const Question *question)
{
  return (EarVoiceFilter) { .group = subject_of (question, 0), .theme = subject_of (question, 1), .place = subject_of (question, 2) };
}

/* On the workbook's thread. */
static gpointer
load (EarStore *store, gpointer data, GCancellable *cancellable G_GNUC_UNUSED, GError **error)
{
  const Question *question = data;
  const EarVoiceFilter filter = filter_of (question);
  const EarSummaryRequest request = { .rows = question->rows, .columns = question->columns, .period = question->period, .filter = &filter };
  g_autoptr (Answer) answer = g_new0 (Answer, 1);

  answer->question = *question;
  answer->layers = ear_summary_layers (store, &request, question->layers, error);
  if (answer->layers == NULL)
    return NULL;
  for (gsize i = 0; i < G_N_ELEMENTS (subjects); i++)
    {
      answer->trees[i] = ear_tree_list (store, subjects[i].kind, NULL, error);
      if (answer->trees[i] == NULL)
        return NULL;
    }
  return g_steal_pointer (&answer);
}

/* What narrows a filter to the voices under a heading. */
typedef struct
{
  EarVoiceFilter filter;
  char *from, *to;
  gboolean is_known; /* voices without a group, and the like, no filter finds */
} Narrowed;

static void
narrow (Narrowed *narrowed, EarDimension dimension, const EarHeading *heading, EarPeriod period)
{
  EarVoiceFilter *filter = &narrowed->filter;
  const EarId *id = &heading->id;
  gboolean none = ear_id_is_none (id);

  switch (dimension)
    {
    case EAR_DIMENSION_THEME:
      filter->uncoded = filter->uncoded || none;
      *(filter->theme == NULL ? &filter->theme : &filter->also_theme) = none ? NULL : id;
      break;
    case EAR_DIMENSION_GROUP:
      narrowed->is_known = narrowed->is_known && !none;
      *(filter->group == NULL ? &filter->group : &filter->also_group) = id;
      break;
    case EAR_DIMENSION_PRIORITY:
      /* A strategy stands above its priorities, and is none of them. */
      narrowed->is_known = narrowed->is_known && !none && strchr (heading->key, '/') != NULL;
      filter->priority = id;
      break;
    case EAR_DIMENSION_PLACE:
      /* One inside the other, or none at all: the narrower place says it. */
      narrowed->is_known = narrowed->is_known && !none;
      filter->place = id;
      break;
    case EAR_DIMENSION_ORGANISATION:
      narrowed->is_known = narrowed->is_known && !none;
      filter->organisation = id;
      break;
    case EAR_DIMENSION_PERIOD:
      g_free (narrowed->from);
      g_free (narrowed->to);
      narrowed->from = narrowed->to = NULL;
      narrowed->is_known = ear_period_span (period, heading->key, &narrowed->from, &narrowed->to) && narrowed->is_known;
      filter->from = narrowed->from;
      filter->to = narrowed->to;
      break;
    case EAR_DIMENSION_FEELING:
      filter->feeling = heading->key;
      break;
    case EAR_DIMENSION_PERMISSION:
      narrowed->is_known = narrowed->is_known && !g_str_equal (heading->key, EAR_HEADING_NOT_SAID);
      filter->permission = heading->key;
      break;
    case EAR_DIMENSION_NONE:
    case EAR_N_DIMENSIONS:
    default:
      break;
    }
}

#define LAYER "layer"
#define ANSWER "answer"

static void
figure_cb (EarCountsPane *pane, guint row, guint series, GtkWidget *panel)
{
  const Answer *answer = g_object_get_data (G_OBJECT (pane), ANSWER);
  const EarLayer *layer = g_object_get_data (G_OBJECT (panel), LAYER);
  Narrowed narrowed = { .filter = filter_of (&answer->question), .is_known = TRUE };

  if (layer->heading != NULL)
    narrow (&narrowed, answer->question.layers, layer->heading, answer->question.period);
  narrow (&narrowed, answer->question.rows, g_ptr_array_index (layer->table->rows, row), answer->question.period);
  if (layer->table->columns != NULL)
    narrow (&narrowed, answer->question.columns, g_ptr_array_index (layer->table->columns, series), answer->question.period);
  if (narrowed.is_known)
    ear_window_show_voices (ear_window_of (GTK_WIDGET (pane)), &narrowed.filter);
  else
    ear_window_toast (ear_window_of (GTK_WIDGET (pane)), _ ("These voices cannot be listed: there is no filter for them"));
  g_free (narrowed.from);
  g_free (narrowed.to);
}

static void
add_layer (EarCountsPane *pane, const Answer *answer, EarLayer *layer)
{
  GtkWidget *panel = ear_chart_panel_new ();
  g_autofree char *voices = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%'u voice", "%'u voices", layer->table->total.contributions),
                                             layer->table->total.contributions);
  g_autofree char *title
    = g_strdup_printf ("%s · %s", layer->heading == NULL ? _ ("All that are counted, each once") : layer->heading->label, voices);

  ear_chart_panel_set_chart (EAR_CHART_PANEL (panel),
                             ear_chart_from_table (layer->table, answer->question.columns == EAR_DIMENSION_NONE ? EAR_CHART_BARS : EAR_CHART_HEAT,
                                                   title));
  g_object_set_data (G_OBJECT (panel), LAYER, layer);
  g_signal_connect_object (panel, "chosen", G_CALLBACK (figure_cb), pane, G_CONNECT_SWAPPED);
  gtk_widget_set_margin_bottom (panel, 18);
  gtk_box_append (pane->content, panel);
}

static void
add_line (EarCountsPane *pane, const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_add_css_class (label, "dim-label");
  gtk_box_append (pane->content, label);
}

static void
add_rules (EarCountsPane *pane, const Question *question)
{
  const EarDimension dimensions[] = { EAR_DIMENSION_NONE, question->rows, question->columns, question->layers };
  g_autoptr (GString) rules = g_string_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (dimensions); i++)
    {
      const char *rule = i > 0 && dimensions[i] == EAR_DIMENSION_NONE ? NULL : ear_counting_rules (dimensions[i]);

      if (rule != NULL && strstr (rules->str, rule) == NULL)
        g_string_append_printf (rules, "%s%s", rules->len == 0 ? "" : " ", rule);
    }
  add_line (pane, rules->str);
  add_line (pane, _ ("Internal: exact figures. Small numbers are not protected here; a report that is published protects them."));
}

/* The choice stays the one that was made, where what was chosen is still there. */
static void
fill_subject (EarCountsPane *pane, guint subject, const GPtrArray *tree)
{
  GtkDropDown *chooser = pane->choices[subjects[subject].choice];
  EarChoice *chosen = ear_choice_get_selected (chooser);
  EarId id = chosen == NULL ? EAR_ID_NONE : *ear_choice_get_id (chosen);
  g_autoptr (GListStore) list = g_list_store_new (EAR_TYPE_CHOICE);
  g_autoptr (EarChoice) all = ear_choice_new (NULL, NULL, _ (subjects[subject].all), 0);
  guint found;

  g_list_store_append (list, all);
  for (guint i = 0; i < tree->len; i++)
    {
      const EarTreeRow *row = g_ptr_array_index (tree, i);
      g_autoptr (EarChoice) choice = ear_choice_new (&row->id, NULL, row->name, row->depth);

      if (row->voices > 0 || ear_id_equal (&row->id, &id))
        g_list_store_append (list, choice);
    }
  gtk_drop_down_set_model (chooser, G_LIST_MODEL (list));
  found = ear_choice_find (G_LIST_MODEL (list), &id, NULL);
  gtk_drop_down_set_selected (chooser, found == GTK_INVALID_LIST_POSITION ? 0 : found);
}

static void
clear (EarCountsPane *pane)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (pane->content))) != NULL)
    gtk_box_remove (pane->content, child);
  g_object_set_data (G_OBJECT (pane), ANSWER, NULL);
}

static void
arrived (gpointer data, gpointer result, const GError *error)
{
  EarCountsPane *pane = data;
  Answer *answer = result;

  clear (pane);
  if (error != NULL)
    {
      ear_problem_show_page (pane->failed, error->message);
      gtk_stack_set_visible_child_name (pane->stack, "failed");
      return;
    }
  g_object_set_data_full (G_OBJECT (pane), ANSWER, answer, (GDestroyNotify) answer_free);
  pane->filling = TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (subjects); i++)
    fill_subject (pane, i, answer->trees[i]);
  pane->filling = FALSE;
  /* With nothing to count by a third thing, the first is all there is. */
  for (guint i = 0; i < answer->layers->len; i++)
    add_layer (pane, answer, g_ptr_array_index (answer->layers, i));
  add_rules (pane, &answer->question);
  gtk_stack_set_visible_child_name (pane->stack,
                                    ((EarLayer *) g_ptr_array_index (answer->layers, 0))->table->total.contributions > 0 ? "content" : "empty");
}

static EarDimension
get_dimension (EarCountsPane *pane, guint choice)
{
  EarChoice *chosen = ear_choice_get_selected (pane->choices[choice]);
  EarDimension dimension = EAR_DIMENSION_NONE;

  if (chosen != NULL && ear_choice_get_key (chosen) != NULL)
    ear_dimension_from_name (ear_choice_get_key (chosen), &dimension);
  return dimension;
}

static void
reload (gpointer data)
{
  EarCountsPane *pane = data;
  Question *question = g_new0 (Question, 1);

  question->rows = get_dimension (pane, CHOICE_ROWS);
  question->columns = get_dimension (pane, CHOICE_COLUMNS);
  question->layers = get_dimension (pane, CHOICE_LAYERS);
  question->period = periods[gtk_drop_down_get_selected (pane->choices[CHOICE_PERIOD])].period;
  for (guint i = 0; i < G_N_ELEMENTS (subjects); i++)
    {
      EarChoice *chosen = ear_choice_get_selected (pane->choices[subjects[i].choice]);

      question->subjects[i] = chosen == NULL ? EAR_ID_NONE : *ear_choice_get_id (chosen);
    }
  ear_page_feed_ask (pane->feed, load, question, g_free, (GDestroyNotify) answer_free, arrived);
}

static gboolean
asks_for_period (EarCountsPane *pane)
{
  return get_dimension (pane, CHOICE_ROWS) == EAR_DIMENSION_PERIOD || get_dimension (pane, CHOICE_COLUMNS) == EAR_DIMENSION_PERIOD
         || get_dimension (pane, CHOICE_LAYERS) == EAR_DIMENSION_PERIOD;
}

static void
chosen_cb (EarCountsPane *pane)
{
  if (pane->filling || pane->feed == NULL || ear_page_feed_get_workbook (pane->feed) == NULL)
    return;
  gtk_widget_set_visible (gtk_widget_get_parent (GTK_WIDGET (pane->choices[CHOICE_PERIOD])), asks_for_period (pane));
  ear_page_feed_refresh (pane->feed);
}

static void
again_cb (EarCountsPane *pane)
{
  ear_page_feed_refresh (pane->feed);
}

static void
ear_counts_pane_dispose (GObject *object)
{
  EarCountsPane *pane = EAR_COUNTS_PANE (object);

  pane->filling = TRUE;
  g_clear_pointer (&pane->feed, ear_page_feed_free);
  if (pane->content != NULL)
    clear (pane);
  gtk_widget_dispose_template (GTK_WIDGET (object), EAR_TYPE_COUNTS_PANE);
  G_OBJECT_CLASS (ear_counts_pane_parent_class)->dispose (object);
}

static void
ear_counts_pane_class_init (EarCountsPaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ear_counts_pane_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/uk/earshot/app/ear-counts-pane.ui");
  for (guint i = 0; i < N_CHOICES; i++)
    gtk_widget_class_bind_template_child_full (widget_class, choices[i].child, FALSE,
                                               G_STRUCT_OFFSET (EarCountsPane, choices) + (gssize) (i * sizeof (GtkDropDown *)));
  gtk_widget_class_bind_template_child (widget_class, EarCountsPane, stack);
  gtk_widget_class_bind_template_child (widget_class, EarCountsPane, content);
  gtk_widget_class_bind_template_child (widget_class, EarCountsPane, failed);
  gtk_widget_class_bind_template_callback (widget_class, chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, again_cb);
}

static void
fill_dimensions (GtkDropDown *chooser, gboolean may_be_none, EarDimension selected)
{
  g_autoptr (GListStore) list = g_list_store_new (EAR_TYPE_CHOICE);

  for (EarDimension d = may_be_none ? EAR_DIMENSION_NONE : EAR_DIMENSION_NONE + 1; d < EAR_N_DIMENSIONS; d++)
    {
      g_autoptr (EarChoice) choice = d == EAR_DIMENSION_NONE ? ear_choice_new (NULL, NULL, _ ("Nothing else"), 0)
                                                             : ear_choice_new (NULL, ear_dimension_name (d), ear_dimension_label (d), 0);

      g_list_store_append (list, choice);
    }
  gtk_drop_down_set_model (chooser, G_LIST_MODEL (list));
  gtk_drop_down_set_selected (chooser, may_be_none ? (guint) selected : (guint) selected - 1);
}

static void
fill_periods (GtkDropDown *chooser)
{
  g_autoptr (GListStore) list = g_list_store_new (EAR_TYPE_CHOICE);

  for (gsize i = 0; i < G_N_ELEMENTS (periods); i++)
    {
      g_autoptr (EarChoice) choice = ear_choice_new (NULL, periods[i].label, _ (periods[i].label), 0);

      g_list_store_append (list, choice);
    }
  gtk_drop_down_set_model (chooser, G_LIST_MODEL (list));
}

static void
ear_counts_pane_init (EarCountsPane *pane)
{
  pane->filling = TRUE;
  gtk_widget_init_template (GTK_WIDGET (pane));
  fill_dimensions (pane->choices[CHOICE_ROWS], FALSE, EAR_DIMENSION_THEME);
  fill_dimensions (pane->choices[CHOICE_COLUMNS], TRUE, EAR_DIMENSION_FEELING);
  fill_dimensions (pane->choices[CHOICE_LAYERS], TRUE, EAR_DIMENSION_NONE);
  fill_periods (pane->choices[CHOICE_PERIOD]);
  for (guint i = 0; i < N_CHOICES; i++)
    {
      ear_choice_prepare (pane->choices[i]);
      ear_choice_name (pane->choices[i], _ (choices[i].label));
    }
  pane->filling = FALSE;
  pane->feed = ear_page_feed_new (GTK_WIDGET (pane), reload);
}

void
ear_counts_pane_set_workbook (EarCountsPane *pane, EarWorkbook *workbook)
{
  ear_page_feed_set_workbook (pane->feed, workbook);
}
