/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-priorities-page.h"

#include <glib/gi18n.h>

#include "ear-action-work.h"
#include "ear-choice.h"
#include "ear-evidence-board.h"
#include "ear-figure-row.h"
#include "ear-mapping-page.h"
#include "ear-page-feed.h"
#include "ear-priority-card.h"
#include "ear-problem.h"
#include "ear-window.h"

struct _EarPrioritiesPage
{
  AdwBin parent_instance;

  GtkStack *stack;
  GtkScrolledWindow *scroller;
  GtkDropDown *strategy_choice;
  GtkToggleButton *gaps_button;
  GtkLabel *summary;
  EarEvidenceBoard *board;
  GtkLabel *no_gaps;
  GtkLabel *mapping_note;
  GtkLabel *compared;
  GtkBox *unplaced;
  AdwStatusPage *failed;

  EarPageFeed *feed;
  EarId strategy;      /* that is shown; EAR_ID_NONE: the first that fits */
  gboolean unmapped;   /* no theme is mapped to it */
  EarEvidence *found;  /* of that strategy */
  GPtrArray *evidence; /* its rows, lent */
  gboolean filling;    /* the chooser is being filled: what it notifies is no choice */
};

G_DEFINE_FINAL_TYPE (EarPrioritiesPage, ear_priorities_page, ADW_TYPE_BIN)

enum
{
  PROP_0,
  PROP_WORKBOOK,
  N_PROPS
};
static GParamSpec *properties[N_PROPS];

typedef struct
{
  GPtrArray *strategies; /* EarStrategyRow */
  EarEvidence *evidence; /* NULL where there is no strategy */
  const EarStrategyRow *chosen;
} Answer;

static void
answer_free (Answer *answer)
{
  g_clear_pointer (&answer->strategies, g_ptr_array_unref);
  g_clear_pointer (&answer->evidence, ear_evidence_free);
  g_free (answer);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Answer, answer_free)

/* The one that was shown, else the one that most themes are evidence for; of equals the newest. */
static const EarStrategyRow *
choose (GPtrArray *strategies, const EarId *wanted)
{
  const EarStrategyRow *most = NULL;

  for (guint i = 0; i < strategies->len; i++)
    {
      const EarStrategyRow *strategy = g_ptr_array_index (strategies, i);

      if (ear_id_equal (&strategy->id, wanted))
        return strategy;
      if (most == NULL || strategy->n_mapped > most->n_mapped)
        most = strategy;
    }
  return most;
}

/* On the workbook's thread. */
static gpointer
load_evidence (EarStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (Answer) answer = g_new0 (Answer, 1);

  answer->strategies = ear_strategy_list (store, error);
  if (answer->strategies == NULL)
    return NULL;
  answer->chosen = choose (answer->strategies, data);
  if (answer->chosen == NULL)
    return g_steal_pointer (&answer);
  answer->evidence = ear_evidence_load (store, &answer->chosen->id, EAR_PERIOD_FINANCIAL_YEAR, error);
  return answer->evidence == NULL ? NULL : g_steal_pointer (&answer);
}

static void
show_strategies (EarPrioritiesPage *page, GPtrArray *strategies)
{
  g_autoptr (GListStore) choices = g_list_store_new (EAR_TYPE_CHOICE);

  for (guint i = 0; i < strategies->len; i++)
    {
      const EarStrategyRow *strategy = g_ptr_array_index (strategies, i);
      const char *label = strategy->short_title != NULL ? strategy->short_title : strategy->title;
      g_autoptr (EarChoice) choice = ear_choice_new (&strategy->id, NULL, label, 0);

      g_list_store_append (choices, choice);
    }
  page->filling = TRUE;
  gtk_drop_down_set_model (page->strategy_choice, G_LIST_MODEL (choices));
  gtk_drop_down_set_selected (page->strategy_choice, ear_choice_find (G_LIST_MODEL (choices), &page->strategy, NULL));
  page->filling = FALSE;
}

/* Which periods the cards' words compare. */
static void
show_compared (EarPrioritiesPage *page)
{
  g_autofree char *text = NULL;

  gtk_widget_set_visible (GTK_WIDGET (page->compared), page->found->now != NULL);
  if (page->found->now == NULL)
    return;
  text = g_strdup_printf (_ ("Rising and falling: %s beside %s."), page->found->now, page->found->before);
  gtk_label_set_text (page->compared, text);
}

/* Evidence without a priority: themes people spoke of that this strategy has no word for. */
static void
show_unplaced (EarPrioritiesPage *page)
{
  const EarTable *table = page->found->unplaced;
  GtkWidget *child;
  g_autofree char *title = NULL, *detail = NULL;
  GtkWidget *list;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (page->unplaced))) != NULL)
    gtk_box_remove (page->unplaced, child);
  if (page->unmapped || table->rows->len == 0)
    return;
  title = g_strdup (_ ("Heard, but no priority of this strategy"));
  detail = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%'u voice with a theme is evidence for nothing here.",
                                         "%'u voices with a theme are evidence for nothing here.", page->found->n_unplaced),
                            page->found->n_unplaced);
  list = ear_figure_list_new (title, detail, page->unplaced);
  for (guint i = 0; i < table->rows->len; i++)
    {
      const EarHeading *heading = g_ptr_array_index (table->rows, i);
      guint n = table->row_totals[i].contributions;
      g_autofree char *voices = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%'u voice", "%'u voices", n), n);

      /* Those above it only hold it. */
      if (i + 1 < table->rows->len && ((EarHeading *) g_ptr_array_index (table->rows, i + 1))->depth > heading->depth)
        continue;
      gtk_list_box_append (GTK_LIST_BOX (list),
                           ear_figure_row_new (heading->label, voices, NULL, 0, &(EarVoiceFilter) { .theme = &heading->id }));
    }
}

static void
show_board (EarPrioritiesPage *page)
{
  gboolean only_gaps = gtk_toggle_button_get_active (page->gaps_button);
  g_autofree char *summary = ear_evidence_summarise (page->evidence);
  gboolean any_gap = FALSE;

  for (guint i = 0; i < page->evidence->len; i++)
    any_gap = any_gap || ((EarEvidenceRow *) g_ptr_array_index (page->evidence, i))->is_gap;
  gtk_label_set_text (page->summary, summary);
  ear_evidence_board_show (page->board, page->evidence, only_gaps);
  gtk_widget_set_visible (GTK_WIDGET (page->no_gaps), only_gaps && !any_gap);
  gtk_widget_set_visible (GTK_WIDGET (page->mapping_note), page->unmapped);
  show_compared (page);
  show_unplaced (page);
}

static void
arrived (gpointer data, gpointer result, const GError *error)
{
  EarPrioritiesPage *page = data;
  g_autoptr (Answer) answer = result;

  if (error != NULL)
    {
      ear_problem_show_page (page->failed, error->message);
      gtk_stack_set_visible_child_name (page->stack, "failed");
      return;
    }
  if (answer->chosen == NULL)
    {
      gtk_stack_set_visible_child_name (page->stack, "empty");
      return;
    }
  page->strategy = answer->chosen->id;
  page->unmapped = answer->chosen->n_mapped == 0;
  g_clear_pointer (&page->found, ear_evidence_free);
  page->found = g_steal_pointer (&answer->evidence);
  page->evidence = page->found->rows;
  show_strategies (page, answer->strategies);
  show_board (page);
  gtk_stack_set_visible_child_name (page->stack, "board");
}

static void
reload (gpointer data)
{
  EarPrioritiesPage *page = data;

  ear_page_feed_ask (page->feed, load_evidence, g_memdup2 (&page->strategy, sizeof page->strategy), g_free,
                     (GDestroyNotify) answer_free, arrived);
}

static void
strategy_cb (EarPrioritiesPage *page)
{
  EarChoice *choice = ear_choice_get_selected (page->strategy_choice);

  if (page->filling || choice == NULL || page->feed == NULL)
    return;
  page->strategy = *ear_choice_get_id (choice);
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (page->scroller), 0);
  ear_page_feed_refresh (page->feed);
}

static void
gaps_cb (EarPrioritiesPage *page)
{
  if (page->evidence != NULL)
    show_board (page);
}

static void
chosen_cb (EarPrioritiesPage *page, const EarId *priority)
{
  EarId id = *priority;

  ear_window_show_voices (ear_window_of (GTK_WIDGET (page)), &(EarVoiceFilter) { .priority = &id });
}

static void
exchange_cb (EarPrioritiesPage *page)
{
  ear_window_show_page (ear_window_of (GTK_WIDGET (page)), "exchange");
}

static void
again_cb (EarPrioritiesPage *page)
{
  ear_page_feed_refresh (page->feed);
}

static gboolean
gaps_shortcut_cb (GtkWidget *widget, GVariant *args G_GNUC_UNUSED, gpointer data G_GNUC_UNUSED)
{
  GtkToggleButton *button = EAR_PRIORITIES_PAGE (widget)->gaps_button;

  if (!gtk_widget_get_mapped (widget))
    return FALSE;
  gtk_toggle_button_set_active (button, !gtk_toggle_button_get_active (button));
  return TRUE;
}

/* Not bound as a part of the template: that would take the bin's own child away before the bin does. */
static AdwNavigationView *
get_navigation (EarPrioritiesPage *page)
{
  return ADW_NAVIGATION_VIEW (adw_bin_get_child (ADW_BIN (page)));
}

static void
mapping_cb (EarPrioritiesPage *page)
{
  AdwNavigationPage *shown = adw_navigation_view_get_visible_page (get_navigation (page));

  if (ear_page_feed_get_workbook (page->feed) != NULL && !EAR_IS_MAPPING_PAGE (shown))
    adw_navigation_view_push (get_navigation (page),
                              ear_mapping_page_new (ear_page_feed_get_workbook (page->feed), &page->strategy));
}

static gboolean
mapping_shortcut_cb (GtkWidget *widget, GVariant *args G_GNUC_UNUSED, gpointer data G_GNUC_UNUSED)
{
  if (!gtk_widget_get_mapped (widget))
    return FALSE;
  mapping_cb (EAR_PRIORITIES_PAGE (widget));
  return TRUE;
}

static EarPriorityCard *
focused_card (GtkWidget *page)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (page));
  GtkWidget *card = focus == NULL ? NULL : gtk_widget_get_ancestor (focus, EAR_TYPE_PRIORITY_CARD);

  return card == NULL || !gtk_widget_is_ancestor (card, page) ? NULL : EAR_PRIORITY_CARD (card);
}

static gboolean
answer_shortcut_cb (GtkWidget *widget, GVariant *args G_GNUC_UNUSED, gpointer data G_GNUC_UNUSED)
{
  EarPriorityCard *card = gtk_widget_get_mapped (widget) ? focused_card (widget) : NULL;
  g_autoptr (GArray) ends = g_array_new (FALSE, FALSE, sizeof (EarActionEnd));
  EarActionEnd end = { .kind = EAR_KIND_PRIORITY };

  if (card == NULL)
    return FALSE;
  end.id = *ear_priority_card_get_id (card);
  g_array_append_val (ends, end);
  ear_window_answer (ear_window_of (widget), ends, ear_priority_card_get_label (card));
  return TRUE;
}

/* What was done about the priority. */
static gboolean
done_shortcut_cb (GtkWidget *widget, GVariant *args G_GNUC_UNUSED, gpointer data G_GNUC_UNUSED)
{
  EarPriorityCard *card = gtk_widget_get_mapped (widget) ? focused_card (widget) : NULL;

  if (card != NULL)
    ear_window_show_ledger (ear_window_of (widget), EAR_KIND_PRIORITY, ear_priority_card_get_id (card));
  return card != NULL;
}

static void
add_shortcuts (EarPrioritiesPage *page)
{
  GtkEventController *controller = gtk_shortcut_controller_new ();

  gtk_shortcut_controller_set_scope (GTK_SHORTCUT_CONTROLLER (controller), GTK_SHORTCUT_SCOPE_GLOBAL);
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (controller),
                                        gtk_shortcut_new (gtk_shortcut_trigger_parse_string ("<Control>g"),
                                                          gtk_callback_action_new (gaps_shortcut_cb, NULL, NULL)));
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (controller),
                                        gtk_shortcut_new (gtk_shortcut_trigger_parse_string ("<Control>m"),
                                                          gtk_callback_action_new (mapping_shortcut_cb, NULL, NULL)));
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (controller),
                                        gtk_shortcut_new (gtk_shortcut_trigger_parse_string ("<Control>r"),
                                                          gtk_callback_action_new (answer_shortcut_cb, NULL, NULL)));
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (controller),
                                        gtk_shortcut_new (gtk_shortcut_trigger_parse_string ("<Control>d"),
                                                          gtk_callback_action_new (done_shortcut_cb, NULL, NULL)));
  gtk_widget_add_controller (GTK_WIDGET (page), controller);
}

static void
set_workbook (EarPrioritiesPage *page, EarWorkbook *workbook)
{
  if (workbook == ear_page_feed_get_workbook (page->feed))
    return;
  page->strategy = EAR_ID_NONE;
  adw_navigation_view_pop_to_tag (get_navigation (page), "board");
  ear_page_feed_set_workbook (page->feed, workbook);
  g_object_notify_by_pspec (G_OBJECT (page), properties[PROP_WORKBOOK]);
}

static void
ear_priorities_page_get_property (GObject *object, guint property, GValue *value, GParamSpec *pspec)
{
  if (property == PROP_WORKBOOK)
    g_value_set_object (value, ear_page_feed_get_workbook (EAR_PRIORITIES_PAGE (object)->feed));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
}

static void
ear_priorities_page_set_property (GObject *object, guint property, const GValue *value, GParamSpec *pspec)
{
  if (property == PROP_WORKBOOK)
    set_workbook (EAR_PRIORITIES_PAGE (object), g_value_get_object (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
}

static void
ear_priorities_page_dispose (GObject *object)
{
  EarPrioritiesPage *page = EAR_PRIORITIES_PAGE (object);

  g_clear_pointer (&page->feed, ear_page_feed_free);
  page->filling = TRUE;
  gtk_widget_dispose_template (GTK_WIDGET (object), EAR_TYPE_PRIORITIES_PAGE);
  page->evidence = NULL;
  g_clear_pointer (&page->found, ear_evidence_free);
  G_OBJECT_CLASS (ear_priorities_page_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class, "/uk/earshot/app/ear-priorities-page.ui");
  gtk_widget_class_bind_template_child (widget_class, EarPrioritiesPage, stack);
  gtk_widget_class_bind_template_child (widget_class, EarPrioritiesPage, scroller);
  gtk_widget_class_bind_template_child (widget_class, EarPrioritiesPage, strategy_choice);
  gtk_widget_class_bind_template_child (widget_class, EarPrioritiesPage, gaps_button);
  gtk_widget_class_bind_template_child (widget_class, EarPrioritiesPage, summary);
  gtk_widget_class_bind_template_child (widget_class, EarPrioritiesPage, board);
  gtk_widget_class_bind_template_child (widget_class, EarPrioritiesPage, no_gaps);
  gtk_widget_class_bind_template_child (widget_class, EarPrioritiesPage, mapping_note);
  gtk_widget_class_bind_template_child (widget_class, EarPrioritiesPage, compared);
  gtk_widget_class_bind_template_child (widget_class, EarPrioritiesPage, unplaced);
  gtk_widget_class_bind_template_child (widget_class, EarPrioritiesPage, failed);
  gtk_widget_class_bind_template_callback (widget_class, strategy_cb);
  gtk_widget_class_bind_template_callback (widget_class, gaps_cb);
  gtk_widget_class_bind_template_callback (widget_class, mapping_cb);
  gtk_widget_class_bind_template_callback (widget_class, chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, exchange_cb);
  gtk_widget_class_bind_template_callback (widget_class, again_cb);
}

static void
ear_priorities_page_class_init (EarPrioritiesPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = ear_priorities_page_get_property;
  object_class->set_property = ear_priorities_page_set_property;
  object_class->dispose = ear_priorities_page_dispose;
  properties[PROP_WORKBOOK] = g_param_spec_object ("workbook", NULL, NULL, EAR_TYPE_WORKBOOK,
                                                   G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  g_type_ensure (EAR_TYPE_EVIDENCE_BOARD);
  bind_template (GTK_WIDGET_CLASS (klass));
}

static void
ear_priorities_page_init (EarPrioritiesPage *page)
{
  gtk_widget_init_template (GTK_WIDGET (page));
  page->feed = ear_page_feed_new (GTK_WIDGET (page), reload);
  ear_choice_prepare (page->strategy_choice);
  ear_choice_name (page->strategy_choice, _ ("Strategy"));
  add_shortcuts (page);
}

/**
 * ear_priorities_page_new:
 *
 * Returns: (transfer floating): the page, without a workbook.
 */
GtkWidget *
ear_priorities_page_new (void)
{
  return g_object_new (EAR_TYPE_PRIORITIES_PAGE, NULL);
}
