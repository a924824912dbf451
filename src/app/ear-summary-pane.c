/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-summary-pane.h"

#include <glib/gi18n.h>
#include <math.h>

#include "ear-chart-panel.h"
#include "ear-choice.h"
#include "ear-figure-row.h"
#include "ear-matters.h"
#include "ear-page-feed.h"
#include "ear-problem.h"
#include "ear-window.h"

struct _EarSummaryPane
{
  AdwBin parent_instance;

  GtkStack *stack;
  GtkDropDown *period_choice, *group_choice;
  GtkBox *content;
  AdwStatusPage *failed;

  EarPageFeed *feed;
  gboolean filling; /* a chooser is being filled: what it notifies is no choice */
  EarId group;      /* EAR_ID_NONE: everybody */
};

G_DEFINE_FINAL_TYPE (EarSummaryPane, ear_summary_pane, ADW_TYPE_BIN)

#define MOST_ROWS 10
#define MOST_TRENDS 8
#define MOST_FELT 5

static const struct
{
  const char *label;
  EarPeriod period;
  gboolean all_time;
} periods[] = {
  { N_ ("Financial year"), EAR_PERIOD_FINANCIAL_YEAR, FALSE },
  { N_ ("Quarter"), EAR_PERIOD_QUARTER, FALSE },
  { N_ ("Month"), EAR_PERIOD_MONTH, FALSE },
  { N_ ("All of time"), EAR_PERIOD_FINANCIAL_YEAR, TRUE },
};

typedef struct
{
  guint period;
  EarId group;
} Question;

typedef struct
{
  EarMatters *matters;
  EarSaturation *saturation;
  GPtrArray *groups; /* EarTreeRow */
} Answer;

static void
answer_free (Answer *answer)
{
  g_clear_pointer (&answer->matters, ear_matters_free);
  g_clear_pointer (&answer->saturation, ear_saturation_free);
  g_clear_pointer (&answer->groups, g_ptr_array_unref);
  g_free (answer);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Answer, answer_free)

/* On the workbook's thread. */
static gpointer
load (EarStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  const Question *question = data;
  const EarVoiceFilter filter = { .group = ear_id_is_none (&question->group) ? NULL : &question->group };
  g_autoptr (Answer) answer = g_new0 (Answer, 1);

  answer->matters = ear_matters_load (store, periods[question->period].period, periods[question->period].all_time,
                                      filter.group == NULL ? NULL : &filter, error);
  answer->saturation = answer->matters == NULL ? NULL : ear_saturation_load (store, error);
  answer->groups = answer->saturation == NULL ? NULL : ear_tree_list (store, EAR_KIND_GROUP, NULL, error);
  return answer->groups == NULL ? NULL : g_steal_pointer (&answer);
}

/* The filter that opens what a figure counts. */
static EarVoiceFilter
filter_of (EarSummaryPane *pane, const EarMatters *matters)
{
  return (EarVoiceFilter) { .group = ear_id_is_none (&pane->group) ? NULL : &pane->group,
                            .from = matters->from,
                            .to = matters->to };
}

static int
percent (EarShare share)
{
  return (int) lround (ear_share_value (share) * 100);
}

static char *
describe_matter (const EarMatter *matter, gboolean compared)
{
  g_autofree char *share = g_strdup_printf (_ ("%'u of %'u voices, %d%%"), matter->now.of, matter->now.all, percent (matter->now));
  g_autofree char *people = matter->count.people == 0
                              ? NULL
                              : g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "at least %'u person", "at least %'u people", matter->count.people),
                                                 matter->count.people);

  return g_strjoin (" · ", share, compared ? ear_trend_word (matter->trend) : people, compared ? people : NULL, NULL);
}

static void
add_most (EarSummaryPane *pane, const EarMatters *matters)
{
  GtkWidget *list;
  guint most = 0;

  if (matters->matters->len == 0 || ((EarMatter *) g_ptr_array_index (matters->matters, 0))->count.contributions == 0)
    return;
  list = ear_figure_list_new (_ ("What matters most"), NULL, pane->content);
  for (guint i = 0; i < matters->matters->len && i < MOST_ROWS; i++)
    {
      const EarMatter *matter = g_ptr_array_index (matters->matters, i);
      EarFeelings feelings = { matter->works, matter->does_not_work, matter->ideas, matter->questions, matter->unsaid };
      g_autofree char *detail = describe_matter (matter, matters->before_label != NULL);
      EarVoiceFilter filter = filter_of (pane, matters);

      if (matter->count.contributions == 0)
        break;
      most = MAX (most, ear_feelings_sum (&feelings));
      filter.theme = &matter->theme->id;
      gtk_list_box_append (GTK_LIST_BOX (list), ear_figure_row_new (matter->theme->label, detail, &feelings, most, &filter));
    }
}

static void
add_trend (EarSummaryPane *pane, const EarMatters *matters, EarTrend trend, const char *title)
{
  GtkWidget *list = NULL;
  guint n = 0;

  for (guint i = 0; i < matters->matters->len && n < MOST_TRENDS; i++)
    {
      const EarMatter *matter = g_ptr_array_index (matters->matters, i);
      g_autofree char *sentence = NULL;
      EarVoiceFilter filter = filter_of (pane, matters);

      if (matter->trend != trend)
        continue;
      if (list == NULL)
        list = ear_figure_list_new (title, NULL, pane->content);
      sentence = ear_trend_sentence (matter->now, matter->before);
      filter.theme = &matter->theme->id;
      gtk_list_box_append (GTK_LIST_BOX (list), ear_figure_row_new (matter->theme->label, sentence, NULL, 0, &filter));
      n++;
    }
}

/* That nothing moves is a finding as well, and so is that nothing can be said. */
static void
add_trends (EarSummaryPane *pane, const EarMatters *matters)
{
  gboolean any = FALSE;
  GtkWidget *note;

  if (matters->before_label == NULL)
    return;
  add_trend (pane, matters, EAR_TREND_RISING, _ ("Rising"));
  add_trend (pane, matters, EAR_TREND_FALLING, _ ("Falling"));
  for (guint i = 0; i < matters->matters->len; i++)
    any = any || ((EarMatter *) g_ptr_array_index (matters->matters, i))->trend == EAR_TREND_RISING
          || ((EarMatter *) g_ptr_array_index (matters->matters, i))->trend == EAR_TREND_FALLING;
  if (any)
    return;
  note = gtk_label_new (matters->total.contributions < EAR_TREND_LEAST || matters->before.contributions < EAR_TREND_LEAST
                          ? _ ("Too few voices in one of the two periods to say what is rising or falling.")
                          : _ ("No theme rose or fell by more than chance alone may make."));
  gtk_label_set_xalign (GTK_LABEL (note), 0);
  gtk_label_set_wrap (GTK_LABEL (note), TRUE);
  gtk_widget_add_css_class (note, "dim-label");
  gtk_box_append (pane->content, note);
}

static guint
felt (const EarMatter *matter, gboolean works)
{
  return works ? matter->works : matter->does_not_work;
}

static int
compare_works (gconstpointer a, gconstpointer b)
{
  return (int) felt (*(EarMatter *const *) b, TRUE) - (int) felt (*(EarMatter *const *) a, TRUE);
}

static int
compare_fails (gconstpointer a, gconstpointer b)
{
  return (int) felt (*(EarMatter *const *) b, FALSE) - (int) felt (*(EarMatter *const *) a, FALSE);
}

static void
add_felt (EarSummaryPane *pane, const EarMatters *matters, gboolean works)
{
  g_autoptr (GPtrArray) order = g_ptr_array_new ();
  GtkWidget *list = NULL;

  for (guint i = 0; i < matters->matters->len; i++)
    g_ptr_array_add (order, g_ptr_array_index (matters->matters, i));
  g_ptr_array_sort (order, works ? compare_works : compare_fails);
  for (guint i = 0; i < order->len && i < MOST_FELT; i++)
    {
      const EarMatter *matter = g_ptr_array_index (order, i);
      guint n = felt (matter, works);
      g_autofree char *detail = NULL;
      EarVoiceFilter filter = filter_of (pane, matters);

      if (n == 0)
        break;
      if (list == NULL)
        list = ear_figure_list_new (works ? _ ("✓ What works") : _ ("✗ What does not"), NULL, pane->content);
      detail = works ? g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%'u of %'u voice says that it works",
                                                     "%'u of %'u voices say that it works", matter->count.contributions),
                                        n, matter->count.contributions)
                     : g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%'u of %'u voice says that it does not work",
                                                     "%'u of %'u voices say that it does not work", matter->count.contributions),
                                        n, matter->count.contributions);
      filter.theme = &matter->theme->id;
      gtk_list_box_append (GTK_LIST_BOX (list), ear_figure_row_new (matter->theme->label, detail, NULL, 0, &filter));
    }
}

static void
add_contrasts (EarSummaryPane *pane, const EarMatters *matters)
{
  GtkWidget *list;

  if (matters->contrasts->len == 0 || !ear_id_is_none (&pane->group))
    return;
  list = ear_figure_list_new (_ ("Groups beside everyone else"), _ ("Where a group speaks of something more or less than chance alone may make."),
                              pane->content);
  for (guint i = 0; i < matters->contrasts->len; i++)
    {
      const EarContrast *contrast = g_ptr_array_index (matters->contrasts, i);
      EarShare others = { contrast->all.of - contrast->part.of, contrast->all.all - contrast->part.all };
      g_autofree char *title = g_strdup_printf (contrast->direction > 0 ? _ ("%s speak more of: %s") : _ ("%s speak less of: %s"),
                                                contrast->group->label, contrast->theme->label);
      g_autofree char *detail
        = g_strdup_printf (_ ("%'u of their %'u voices, %d%%; of others %'u of %'u, %d%%"), contrast->part.of, contrast->part.all,
                           percent (contrast->part), others.of, others.all, percent (others));
      EarVoiceFilter filter = filter_of (pane, matters);

      filter.group = &contrast->group->id;
      filter.theme = &contrast->theme->id;
      gtk_list_box_append (GTK_LIST_BOX (list), ear_figure_row_new (title, detail, NULL, 0, &filter));
    }
}

static void
add_together (EarSummaryPane *pane, const EarMatters *matters)
{
  GtkWidget *list;

  if (matters->together->len == 0)
    return;
  list = ear_figure_list_new (_ ("Said together"), _ ("Themes that the same voices speak of."), pane->content);
  for (guint i = 0; i < matters->together->len && i < MOST_FELT; i++)
    {
      const EarTogether *pair = g_ptr_array_index (matters->together, i);
      g_autofree char *title = g_strdup_printf (_ ("%s – %s"), pair->one->label, pair->other->label);
      g_autofree char *detail = g_strdup_printf (_ ("%'u voices speak of both; %'u of the first, %'u of the second"), pair->both,
                                                 pair->first, pair->second);
      EarVoiceFilter filter = filter_of (pane, matters);

      filter.theme = &pair->one->id;
      filter.also_theme = &pair->other->id;
      gtk_list_box_append (GTK_LIST_BOX (list), ear_figure_row_new (title, detail, NULL, 0, &filter));
    }
}

static GtkWidget *
add_line (EarSummaryPane *pane, const char *text, const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_selectable (GTK_LABEL (label), FALSE);
  gtk_widget_add_css_class (label, css_class);
  gtk_box_append (pane->content, label);
  return label;
}

static void
add_head (EarSummaryPane *pane, const EarMatters *matters)
{
  g_autofree char *voices = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%'u voice", "%'u voices", matters->total.contributions),
                                             matters->total.contributions);
  g_autofree char *sessions
    = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%'u conversation", "%'u conversations", matters->total.sessions),
                       matters->total.sessions);
  g_autofree char *uncoded
    = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%'u without a theme yet", "%'u without a theme yet", matters->uncoded), matters->uncoded);
  g_autofree char *title = matters->label == NULL ? g_strdup (_ ("All of time"))
                                                  : g_strdup_printf (_ ("%s, beside %s"), matters->label, matters->before_label);
  g_autofree char *figures = g_strjoin (" · ", voices, sessions, matters->uncoded > 0 ? uncoded : NULL, NULL);

  add_line (pane, title, "title-2");
  add_line (pane, figures, "numeric");
}

static void
over_time_cb (EarSummaryPane *pane, guint row, guint series, EarChartPanel *panel)
{
  const char *keys = g_object_get_data (G_OBJECT (panel), "keys");
  g_auto (GStrv) list = g_strsplit (keys, "\n", -1);
  guint chosen = gtk_drop_down_get_selected (pane->period_choice);
  g_autofree char *from = NULL, *to = NULL;

  if (row < g_strv_length (list) && ear_period_span (periods[chosen].period, list[row], &from, &to))
    ear_window_show_voices (ear_window_of (GTK_WIDGET (pane)),
                            &(EarVoiceFilter) { .group = ear_id_is_none (&pane->group) ? NULL : &pane->group, .from = from, .to = to });
}

/* Voices by period as bars, which tell few of them apart better than a line does. */
static void
add_over_time (EarSummaryPane *pane, const EarMatters *matters)
{
  GtkWidget *panel;
  g_autoptr (GString) keys = NULL;

  if (matters->over_time->rows->len < 2)
    return;
  panel = ear_chart_panel_new ();
  keys = g_string_new (NULL);
  for (guint i = 0; i < matters->over_time->rows->len; i++)
    g_string_append_printf (keys, "%s%s", i == 0 ? "" : "\n", ((EarHeading *) g_ptr_array_index (matters->over_time->rows, i))->key);
  g_object_set_data_full (G_OBJECT (panel), "keys", g_strdup (keys->str), g_free);
  ear_chart_panel_set_chart (EAR_CHART_PANEL (panel), ear_chart_from_table (matters->over_time, EAR_CHART_BARS, _ ("Voices over time")));
  g_signal_connect_object (panel, "chosen", G_CALLBACK (over_time_cb), pane, G_CONNECT_SWAPPED);
  gtk_widget_set_margin_top (panel, 12);
  gtk_box_append (pane->content, panel);
}

static void
add_rules (EarSummaryPane *pane, const EarSaturation *saturation)
{
  g_autofree char *sentence = ear_saturation_sentence (saturation);
  g_autofree char *rules = g_strjoin (" ", ear_counting_rules (EAR_DIMENSION_NONE), ear_counting_rules (EAR_DIMENSION_THEME),
                                      _ ("Shares are compared by Newcombe’s interval of 95%. Voices of one conversation are more alike "
                                         "than it reckons with, so a trend is a reason to look, not a proof."),
                                      NULL);
  GtkWidget *heading = add_line (pane, _ ("Would more conversations bring new themes?"), "title-4");

  gtk_widget_set_margin_top (heading, 12);
  add_line (pane, sentence, "body");
  heading = add_line (pane, _ ("How this is counted"), "heading");
  gtk_widget_set_margin_top (heading, 18);
  add_line (pane, rules, "dim-label");
  add_line (pane, _ ("Internal: exact figures. Small numbers are not protected here; a report that is published protects them."), "dim-label");
}

static void
fill_groups (EarSummaryPane *pane, GPtrArray *groups)
{
  g_autoptr (GListStore) choices = g_list_store_new (EAR_TYPE_CHOICE);
  g_autoptr (EarChoice) everybody = ear_choice_new (NULL, NULL, _ ("Everybody"), 0);

  g_list_store_append (choices, everybody);
  for (guint i = 0; i < groups->len; i++)
    {
      const EarTreeRow *row = g_ptr_array_index (groups, i);
      g_autoptr (EarChoice) choice = NULL;

      if (row->voices == 0 && !ear_id_equal (&row->id, &pane->group))
        continue;
      choice = ear_choice_new (&row->id, NULL, row->name, row->depth);
      g_list_store_append (choices, choice);
    }
  pane->filling = TRUE;
  gtk_drop_down_set_model (pane->group_choice, G_LIST_MODEL (choices));
  gtk_drop_down_set_selected (pane->group_choice, ear_choice_find (G_LIST_MODEL (choices), &pane->group, NULL));
  pane->filling = FALSE;
}

static void
arrived (gpointer data, gpointer result, const GError *error)
{
  EarSummaryPane *pane = data;
  g_autoptr (Answer) answer = result;
  GtkWidget *child;

  if (error != NULL)
    {
      ear_problem_show_page (pane->failed, error->message);
      gtk_stack_set_visible_child_name (pane->stack, "failed");
      return;
    }
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (pane->content))) != NULL)
    gtk_box_remove (pane->content, child);
  fill_groups (pane, answer->groups);
  add_head (pane, answer->matters);
  add_most (pane, answer->matters);
  add_trends (pane, answer->matters);
  add_felt (pane, answer->matters, TRUE);
  add_felt (pane, answer->matters, FALSE);
  add_contrasts (pane, answer->matters);
  add_together (pane, answer->matters);
  add_over_time (pane, answer->matters);
  add_rules (pane, answer->saturation);
  gtk_stack_set_visible_child_name (pane->stack,
                                    answer->matters->total.contributions == 0 && answer->matters->label == NULL
                                        && ear_id_is_none (&pane->group)
                                      ? "empty"
                                      : "content");
}

static void
reload (gpointer data)
{
  EarSummaryPane *pane = data;
  Question *question = g_new0 (Question, 1);

  question->period = gtk_drop_down_get_selected (pane->period_choice);
  question->group = pane->group;
  ear_page_feed_ask (pane->feed, load, question, g_free, (GDestroyNotify) answer_free, arrived);
}

static void
chosen_cb (EarSummaryPane *pane)
{
  EarChoice *group = ear_choice_get_selected (pane->group_choice);

  if (pane->filling || pane->feed == NULL || ear_page_feed_get_workbook (pane->feed) == NULL)
    return;
  pane->group = group == NULL ? EAR_ID_NONE : *ear_choice_get_id (group);
  ear_page_feed_refresh (pane->feed);
}

static void
new_conversation_cb (EarSummaryPane *pane)
{
  gtk_widget_activate_action (GTK_WIDGET (pane), "win.new-conversation", NULL);
}

static void
again_cb (EarSummaryPane *pane)
{
  ear_page_feed_refresh (pane->feed);
}

static void
ear_summary_pane_dispose (GObject *object)
{
  EarSummaryPane *pane = EAR_SUMMARY_PANE (object);

  g_clear_pointer (&pane->feed, ear_page_feed_free);
  pane->filling = TRUE;
  gtk_widget_dispose_template (GTK_WIDGET (object), EAR_TYPE_SUMMARY_PANE);
  G_OBJECT_CLASS (ear_summary_pane_parent_class)->dispose (object);
}

static void
ear_summary_pane_class_init (EarSummaryPaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ear_summary_pane_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/uk/earshot/app/ear-summary-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, EarSummaryPane, period_choice);
  gtk_widget_class_bind_template_child (widget_class, EarSummaryPane, group_choice);
  gtk_widget_class_bind_template_child (widget_class, EarSummaryPane, content);
  gtk_widget_class_bind_template_child (widget_class, EarSummaryPane, failed);
  gtk_widget_class_bind_template_callback (widget_class, chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, new_conversation_cb);
  gtk_widget_class_bind_template_callback (widget_class, again_cb);
}

static void
ear_summary_pane_init (EarSummaryPane *pane)
{
  const char *labels[G_N_ELEMENTS (periods) + 1] = { NULL };

  pane->filling = TRUE;
  gtk_widget_init_template (GTK_WIDGET (pane));
  pane->stack = GTK_STACK (adw_bin_get_child (ADW_BIN (pane))); /* bound, it would be let go of twice */
  for (gsize i = 0; i < G_N_ELEMENTS (periods); i++)
    labels[i] = _ (periods[i].label);
  ear_choice_set_labels (pane->period_choice, labels);
  ear_choice_name (pane->period_choice, _ ("Period"));
  ear_choice_prepare (pane->group_choice);
  ear_choice_name (pane->group_choice, _ ("Group"));
  pane->filling = FALSE;
  pane->feed = ear_page_feed_new (GTK_WIDGET (pane), reload);
}

GtkWidget *
ear_summary_pane_new (void)
{
  return g_object_new (EAR_TYPE_SUMMARY_PANE, NULL);
}

void
ear_summary_pane_set_workbook (EarSummaryPane *pane, EarWorkbook *workbook)
{
  pane->group = EAR_ID_NONE;
  ear_page_feed_set_workbook (pane->feed, workbook);
}
