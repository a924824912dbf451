/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-heard-page.h"

#include <glib/gi18n.h>

#include "ear-chart-panel.h"
#include "ear-choice.h"
#include "ear-figure-row.h"
#include "ear-heard-view.h"
#include "ear-heard-work.h"
#include "ear-page-feed.h"
#include "ear-problem.h"
#include "ear-rows.h"
#include "ear-target-dialog.h"
#include "ear-window.h"

struct _EarHeardPage
{
  AdwBin parent_instance;

  GtkStack *stack;
  GtkDropDown *period_choice;
  GtkLabel *summary;
  GtkBox *content;
  AdwStatusPage *failed;

  EarPageFeed *feed;
  EarCoverage *coverage;   /* what is shown */
  GPtrArray *not_heard;
  EarHeardGrid *grid;      /* its chart is the panel's */
  gboolean filling;
};

G_DEFINE_FINAL_TYPE (EarHeardPage, ear_heard_page, ADW_TYPE_BIN)

enum
{
  PROP_0,
  PROP_WORKBOOK,
  N_PROPS
};
static GParamSpec *properties[N_PROPS];

/* Rows of “Not yet heard” that are shown at once. */
#define MOST_NOT_HEARD 12

typedef struct
{
  char *from, *until; /* days */
} Days;

static void
days_free (Days *days)
{
  g_free (days->from);
  g_free (days->until);
  g_free (days);
}

/* @back: financial years */
static Days *
days_of_year (int back)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  int year = g_date_time_get_year (now) - (g_date_time_get_month (now) < 4) - back;
  Days *days = g_new0 (Days, 1);

  days->from = g_strdup_printf ("%04d-04-01", year);
  days->until = g_strdup_printf ("%04d-03-31", year + 1);
  return days;
}

static gpointer
load (EarStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  const Days *days = data;

  return ear_coverage_load (store, days->from, days->until, error);
}

static void
show_filter (EarHeardPage *page, const EarId *group, const EarId *place)
{
  EarVoiceFilter filter = { .group = group == NULL || ear_id_is_none (group) ? NULL : group,
                            .place = place == NULL || ear_id_is_none (place) ? NULL : place,
                            .from = page->coverage->from,
                            .to = page->coverage->until };

  ear_window_show_voices (ear_window_of (GTK_WIDGET (page)), &filter);
}

static void
grid_cb (EarHeardPage *page, guint row, guint series)
{
  const EarTable *table = page->coverage->heard;
  guint r = g_array_index (page->grid->rows, guint, row);
  guint column = series == 0 ? 0 : g_array_index (page->grid->columns, guint, series - 1);

  show_filter (page, &((EarHeading *) g_ptr_array_index (table->rows, r))->id,
               series == 0 ? NULL : &((EarHeading *) g_ptr_array_index (table->columns, column))->id);
}

static void
planned_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (EarHeardPage) page = data;
  g_autoptr (GError) error = NULL;
  g_autofree EarId *id = ear_workbook_run_finish (EAR_WORKBOOK (source), result, &error);
  EarWindow *window = ear_window_of (GTK_WIDGET (page));

  if (window == NULL)
    return;
  if (id == NULL)
    ear_window_show_error (window, _ ("The conversation could not be planned"), error);
  else
    ear_window_open_session (window, id);
}

static void
plan_cb (GtkButton *button, EarHeardPage *page)
{
  guint i = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "index"));
  const EarNotHeard *one = g_ptr_array_index (page->not_heard, i);
  EarPlanJob *job = g_new0 (EarPlanJob, 1);

  job->group = one->group;
  job->place = one->place;
  job->title = g_strdup (one->text);
  ear_workbook_run_async (ear_page_feed_get_workbook (page->feed), TRUE, ear_plan_job, job, (GDestroyNotify) ear_plan_job_free, g_free,
                          NULL, planned_cb, g_object_ref (page));
}

static GtkWidget *
add_label (EarHeardPage *page, const char *text, const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_add_css_class (label, css_class);
  gtk_box_append (page->content, label);
  return label;
}

static void
add_grid (EarHeardPage *page)
{
  GtkWidget *panel = ear_chart_panel_new ();

  ear_chart_panel_set_chart (EAR_CHART_PANEL (panel), g_steal_pointer (&page->grid->chart));
  g_signal_connect_object (panel, "chosen", G_CALLBACK (grid_cb), page, G_CONNECT_SWAPPED);
  gtk_box_append (page->content, panel);
  add_label (page, _ ("White: no target. From light to dark: nothing, under a third, under two thirds, nearly there, reached. A figure opens its voices."),
             "dim-label");
}

static void
add_plan_row (EarHeardPage *page, GtkWidget *into, guint i, gboolean expander)
{
  const EarNotHeard *one = g_ptr_array_index (page->not_heard, i);
  GtkWidget *row = ear_row_new (one->text, one->target >= 0 ? _ ("a target") : NULL), *button;
  g_autofree char *name = g_strdup_printf (_ ("Plan a conversation: %s"), one->text);

  button = ear_row_add_button (row, _ ("Plan…"));
  gtk_widget_set_tooltip_text (button, name);
  gtk_accessible_reset_relation (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_object_set_data (G_OBJECT (button), "index", GUINT_TO_POINTER (i));
  g_signal_connect (button, "clicked", G_CALLBACK (plan_cb), page);
  if (expander)
    adw_expander_row_add_row (ADW_EXPANDER_ROW (into), row);
  else
    gtk_list_box_append (GTK_LIST_BOX (into), row);
}

static void
add_not_heard (EarHeardPage *page)
{
  GtkWidget *list, *more = NULL;

  if (page->not_heard->len == 0)
    return;
  list = ear_figure_list_new (_ ("Not yet heard"), NULL, page->content);
  for (guint i = 0; i < page->not_heard->len; i++)
    {
      if (i == MOST_NOT_HEARD)
        {
          g_autofree char *title = g_strdup_printf (_ ("%u more groups"), page->not_heard->len - i);

          more = ear_row_new_expander (title, NULL);
          gtk_list_box_append (GTK_LIST_BOX (list), more);
        }
      add_plan_row (page, more == NULL ? list : more, i, more != NULL);
    }
}

static void
show_dialog (EarHeardPage *page, const EarTargetRow *target)
{
  if (page->coverage == NULL)
    return;
  adw_dialog_present (ear_target_dialog_new (ear_page_feed_get_workbook (page->feed), page->coverage->heard->rows,
                                             page->coverage->heard->columns, target),
                      GTK_WIDGET (page));
}

static const EarTargetRow *
target_of (GtkButton *button, EarHeardPage *page)
{
  return g_ptr_array_index (page->coverage->targets, GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "index")));
}

static void
change_cb (GtkButton *button, EarHeardPage *page)
{
  show_dialog (page, target_of (button, page));
}

static void
remove_cb (GtkButton *button, EarHeardPage *page)
{
  ear_window_delete (ear_window_of (GTK_WIDGET (page)), EAR_KIND_TARGET, &target_of (button, page)->id, _ ("Target taken away"));
}

static void
add_row_button (EarHeardPage *page, GtkWidget *row, guint i, const char *icon, const char *format, const char *whom, GCallback callback)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);
  g_autofree char *name = g_strdup_printf ("%s: %s", format, whom);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_object_set_data (G_OBJECT (button), "index", GUINT_TO_POINTER (i));
  g_signal_connect (button, "clicked", callback, page);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
}

static void
add_targets (EarHeardPage *page)
{
  GtkWidget *list;

  if (page->coverage->targets->len == 0)
    {
      add_label (page, _ ("No targets yet. Set one to see whose voices are still needed, and how many conversations that takes."), "dim-label");
      return;
    }
  list = ear_figure_list_new (_ ("Targets"), NULL, page->content);
  for (guint i = 0; i < page->coverage->targets->len; i++)
    {
      const EarTargetRow *target = g_ptr_array_index (page->coverage->targets, i);
      g_autofree char *whom = ear_target_describe (target);
      g_autofree char *detail = ear_target_detail (target);
      const EarVoiceFilter filter = { .group = ear_id_is_none (&target->group) ? NULL : &target->group,
                                      .place = ear_id_is_none (&target->place) ? NULL : &target->place,
                                      .from = target->from,
                                      .to = target->until };
      GtkWidget *row = ear_figure_row_new (whom, detail, NULL, 0, &filter);

      add_row_button (page, row, i, "document-edit-symbolic", _ ("Change this target"), whom, G_CALLBACK (change_cb));
      add_row_button (page, row, i, "user-trash-symbolic", _ ("Take this target away"), whom, G_CALLBACK (remove_cb));
      gtk_list_box_append (GTK_LIST_BOX (list), row);
    }
}

static void
add_shares (EarHeardPage *page)
{
  EarChart *chart = ear_heard_shares (page->coverage);
  GtkWidget *panel;

  if (chart == NULL)
    return;
  panel = ear_chart_panel_new ();
  gtk_widget_set_margin_top (panel, 12);
  ear_chart_panel_set_chart (EAR_CHART_PANEL (panel), chart);
  gtk_box_append (page->content, panel);
}

static void
add_pairs (EarHeardPage *page)
{
  GtkWidget *list;

  if (page->coverage->pairs->len == 0)
    return;
  list = ear_figure_list_new (_ ("Nobody who is both"),
                              _ ("Both groups were heard often enough for some voice to be of both, and none is."), page->content);
  for (guint i = 0; i < page->coverage->pairs->len; i++)
    {
      const EarEmptyPair *pair = g_ptr_array_index (page->coverage->pairs, i);
      g_autofree char *title = g_strdup_printf (_ ("%s – %s"), pair->one->label, pair->other->label);
      g_autofree char *detail
        = g_strdup_printf (_ ("about %.0f voices of both were to be expected if the one had nothing to do with the other"), pair->expected);

      gtk_list_box_append (GTK_LIST_BOX (list), ear_row_new (title, detail));
    }
}

static void
add_rules (EarHeardPage *page)
{
  gtk_widget_set_margin_top (add_label (page, _ ("How this is counted"), "heading"), 18);
  add_label (page, ear_counting_rules (EAR_DIMENSION_GROUP), "dim-label");
  add_label (page, ear_counting_rules (EAR_DIMENSION_PLACE), "dim-label");
  add_label (page,
             _ ("A target is judged in its own period. Conversations still needed are the missing voices by what a conversation "
                "brought on average. A place’s population is the one its source prints, beside the places of its level."),
             "dim-label");
  add_label (page, _ ("Internal: exact figures. Small numbers are not protected here; a report that is published protects them."), "dim-label");
}

static void
arrived (gpointer data, gpointer result, const GError *error)
{
  EarHeardPage *page = data;
  g_autofree char *summary = NULL;
  GtkWidget *child;

  if (error != NULL)
    {
      ear_problem_show_page (page->failed, error->message);
      gtk_stack_set_visible_child_name (page->stack, "failed");
      return;
    }
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (page->content))) != NULL)
    gtk_box_remove (page->content, child);
  g_clear_pointer (&page->coverage, ear_coverage_free);
  g_clear_pointer (&page->not_heard, g_ptr_array_unref);
  g_clear_pointer (&page->grid, ear_heard_grid_free);
  page->coverage = result;
  page->not_heard = ear_coverage_not_heard (page->coverage);
  page->grid = ear_heard_grid_new (page->coverage);
  summary = ear_heard_summarise (page->coverage, page->not_heard);
  gtk_label_set_text (page->summary, summary);
  if (page->grid->rows->len > 0)
    add_grid (page);
  else
    add_label (page, _ ("Nobody was heard in this time."), "dim-label");
  add_targets (page);
  add_not_heard (page);
  add_shares (page);
  add_pairs (page);
  add_rules (page);
  gtk_stack_set_visible_child_name (page->stack, "content");
}

static void
reload (gpointer data)
{
  EarHeardPage *page = data;
  guint chosen = gtk_drop_down_get_selected (page->period_choice);
  Days *days = chosen < 2 ? days_of_year ((int) chosen) : g_new0 (Days, 1);

  ear_page_feed_ask (page->feed, load, days, (GDestroyNotify) days_free, (GDestroyNotify) ear_coverage_free, arrived);
}

static void
chosen_cb (EarHeardPage *page)
{
  if (!page->filling && page->feed != NULL && ear_page_feed_get_workbook (page->feed) != NULL)
    ear_page_feed_refresh (page->feed);
}

static void
target_cb (EarHeardPage *page)
{
  show_dialog (page, NULL);
}

static void
again_cb (EarHeardPage *page)
{
  ear_page_feed_refresh (page->feed);
}

static gboolean
target_shortcut_cb (GtkWidget *widget, GVariant *args, gpointer data)
{
  if (!gtk_widget_get_mapped (widget))
    return FALSE;
  target_cb (EAR_HEARD_PAGE (widget));
  return TRUE;
}

static void
ear_heard_page_get_property (GObject *object, guint property, GValue *value, GParamSpec *pspec)
{
  if (property == PROP_WORKBOOK)
    g_value_set_object (value, ear_page_feed_get_workbook (EAR_HEARD_PAGE (object)->feed));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
}

static void
ear_heard_page_set_property (GObject *object, guint property, const GValue *value, GParamSpec *pspec)
{
  EarHeardPage *page = EAR_HEARD_PAGE (object);

  if (property != PROP_WORKBOOK)
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
  else if (ear_page_feed_set_workbook (page->feed, g_value_get_object (value)))
    g_object_notify_by_pspec (object, pspec);
}

static void
ear_heard_page_dispose (GObject *object)
{
  EarHeardPage *page = EAR_HEARD_PAGE (object);

  g_clear_pointer (&page->feed, ear_page_feed_free);
  page->filling = TRUE;
  gtk_widget_dispose_template (GTK_WIDGET (object), EAR_TYPE_HEARD_PAGE);
  g_clear_pointer (&page->coverage, ear_coverage_free);
  g_clear_pointer (&page->not_heard, g_ptr_array_unref);
  g_clear_pointer (&page->grid, ear_heard_grid_free);
  G_OBJECT_CLASS (ear_heard_page_parent_class)->dispose (object);
}

static void
ear_heard_page_class_init (EarHeardPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = ear_heard_page_get_property;
  object_class->set_property = ear_heard_page_set_property;
  object_class->dispose = ear_heard_page_dispose;
  properties[PROP_WORKBOOK] = g_param_spec_object ("workbook", NULL, NULL, EAR_TYPE_WORKBOOK,
                                                   G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  gtk_widget_class_set_template_from_resource (widget_class, "/uk/earshot/app/ear-heard-page.ui");
  gtk_widget_class_bind_template_child (widget_class, EarHeardPage, stack);
  gtk_widget_class_bind_template_child (widget_class, EarHeardPage, period_choice);
  gtk_widget_class_bind_template_child (widget_class, EarHeardPage, summary);
  gtk_widget_class_bind_template_child (widget_class, EarHeardPage, content);
  gtk_widget_class_bind_template_child (widget_class, EarHeardPage, failed);
  gtk_widget_class_bind_template_callback (widget_class, chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, target_cb);
  gtk_widget_class_bind_template_callback (widget_class, again_cb);
}

static void
ear_heard_page_init (EarHeardPage *page)
{
  const char *const labels[] = { _ ("This financial year"), _ ("The year before"), _ ("All of time"), NULL };
  GtkEventController *controller = gtk_shortcut_controller_new ();

  page->filling = TRUE;
  gtk_widget_init_template (GTK_WIDGET (page));
  ear_choice_set_labels (page->period_choice, labels);
  ear_choice_name (page->period_choice, _ ("Period"));
  page->filling = FALSE;
  page->feed = ear_page_feed_new (GTK_WIDGET (page), reload);
  gtk_shortcut_controller_set_scope (GTK_SHORTCUT_CONTROLLER (controller), GTK_SHORTCUT_SCOPE_GLOBAL);
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (controller),
                                        gtk_shortcut_new (gtk_shortcut_trigger_parse_string ("<Control>t"),
                                                          gtk_callback_action_new (target_shortcut_cb, NULL, NULL)));
  gtk_widget_add_controller (GTK_WIDGET (page), controller);
}
