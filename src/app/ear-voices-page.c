/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-voices-page.h"

#include <glib/gi18n.h>

#include "ear-coding-desk.h"
#include "ear-find-box.h"
#include "ear-page-feed.h"
#include "ear-problem.h"
#include "ear-voice-batch.h"
#include "ear-voice-filters.h"
#include "ear-voice-menu.h"
#include "ear-voice-model.h"
#include "ear-voice-row.h"
#include "ear-window.h"

/* Voices that one action can be made the answer to by selecting them. */
#define MAX_ANSWERED 500

struct _EarVoicesPage
{
  AdwBin parent_instance;

  GtkSearchEntry *search;
  EarVoiceFilters *filters;
  GtkLabel *count;
  GtkStack *stack;
  GtkListView *list;
  AdwStatusPage *failed;
  GtkToggleButton *desk_button;
  EarCodingDesk *desk;
  EarFindBox *find_box;
  GtkMultiSelection *selection;

  EarPageFeed *feed;
  EarVoiceModel *model;
  guint64 names;    /* the state of the names that the filters have; 0: none */
  gboolean queried; /* the model was asked for the query that the controls show */
  char *searched;   /* with these words */
  guint at;         /* where the only voice that was selected last is, or was */
  gboolean from_top; /* what comes answers a new question: it is shown from its first voice on */
};

G_DEFINE_FINAL_TYPE (EarVoicesPage, ear_voices_page, ADW_TYPE_BIN)

enum
{
  PROP_0,
  PROP_WORKBOOK,
  N_PROPS
};
static GParamSpec *properties[N_PROPS];

static EarVoiceQuery *
build_query (EarVoicesPage *page)
{
  EarVoiceQuery *query = ear_voice_query_copy (ear_voice_filters_get_query (page->filters));

  g_set_str (&query->search, gtk_editable_get_text (GTK_EDITABLE (page->search)));
  query->blind = gtk_toggle_button_get_active (page->desk_button) && ear_coding_desk_get_blind (page->desk);
  return query;
}

static void
run_query (EarVoicesPage *page)
{
  g_autoptr (EarVoiceQuery) query = build_query (page);

  page->queried = page->from_top = TRUE;
  g_set_str (&page->searched, query->search);
  ear_voice_model_set_query (page->model, query);
}

typedef struct
{
  EarVoiceQuery *query;
  guint64 known;
} Names;

static void
names_free (gpointer data)
{
  ear_voice_query_free (((Names *) data)->query);
  g_free (data);
}

static gpointer
load_names (EarStore *store, gpointer data, GCancellable *cancellable G_GNUC_UNUSED, GError **error)
{
  const Names *names = data;

  return ear_filter_names_load (store, names->query, names->known, error);
}

static void
names_arrived (gpointer data, gpointer result, const GError *error)
{
  EarVoicesPage *page = data;
  g_autoptr (EarFilterNames) names = result;

  /* The list says what went wrong; without names the filters say less. */
  if (error != NULL)
    return;
  ear_voice_filters_set_names (page->filters, names);
  page->names = names->state;
  if (names->choices != NULL)
    ear_coding_desk_set_choices (page->desk, names->themes, names->groups);
}

static void
load (EarVoicesPage *page)
{
  Names *names = g_new (Names, 1);

  *names = (Names){ ear_voice_query_copy (ear_voice_filters_get_query (page->filters)), page->names };
  ear_page_feed_ask (page->feed, load_names, names, names_free, (GDestroyNotify) ear_filter_names_free, names_arrived);
}

static void
reload (gpointer data)
{
  EarVoicesPage *page = data;

  if (page->queried)
    ear_voice_model_reload (page->model);
  else
    run_query (page);
  load (page);
}

/* The desk always has a voice on it where there is one. The one after a voice that went, such as one that got its theme while
 * those without are shown, is in its place. */
static void
select_first (EarVoicesPage *page)
{
  g_autoptr (GtkBitset) selected = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (page->selection));
  guint n = g_list_model_get_n_items (G_LIST_MODEL (page->model));

  if (gtk_toggle_button_get_active (page->desk_button) && gtk_bitset_is_empty (selected) && n > 0)
    gtk_selection_model_select_item (GTK_SELECTION_MODEL (page->selection), MIN (page->at, n - 1), TRUE);
}

static void
show_count (EarVoicesPage *page, guint n, guint total)
{
  g_autofree char *text = NULL;

  if (n == total)
    text = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%'u voice", "%'u voices", total), total);
  else
    text = g_strdup_printf (_ ("%'u of %'u"), n, total);
  gtk_label_set_text (page->count, text);
  gtk_widget_set_visible (GTK_WIDGET (page->count), total > 0);
}

static void
loaded_cb (EarVoicesPage *page)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (page->model));
  guint total = ear_voice_model_get_total (page->model);

  show_count (page, n, total);
  if (page->from_top)
    page->at = 0;
  if (page->from_top && n > 0)
    gtk_list_view_scroll_to (page->list, 0, GTK_LIST_SCROLL_NONE, NULL);
  page->from_top = FALSE;
  select_first (page);
  /* Who searches without seeing hears how many there are. */
  if (page->searched != NULL && page->searched[0] != '\0')
    gtk_accessible_announce (GTK_ACCESSIBLE (page), gtk_label_get_text (page->count),
                             GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_LOW);
  gtk_stack_set_visible_child_name (page->stack, n > 0 ? "list" : total > 0 ? "no-match" : "empty");
}

static void
failed_cb (EarVoicesPage *page, const GError *error)
{
  ear_problem_show_page (page->failed, error->message);
  gtk_stack_set_visible_child_name (page->stack, "failed");
}

static void
ask_anew (EarVoicesPage *page)
{
  if (ear_page_feed_get_workbook (page->feed) != NULL)
    run_query (page);
}

static void
search_cb (EarVoicesPage *page)
{
  /* The entry tells of what this page itself put into it, too. */
  if (page->queried && g_strcmp0 (page->searched, gtk_editable_get_text (GTK_EDITABLE (page->search))) != 0)
    {
      ear_voice_filters_set_search (page->filters, gtk_editable_get_text (GTK_EDITABLE (page->search)));
      ask_anew (page);
    }
}

static void
filters_changed_cb (EarVoicesPage *page)
{
  const char *search = ear_voice_filters_get_query (page->filters)->search;

  /* A saved filter brings its words along; else what was typed a moment ago counts already. */
  if (g_strcmp0 (search == NULL ? "" : search, page->searched == NULL ? "" : page->searched) != 0)
    gtk_editable_set_text (GTK_EDITABLE (page->search), search == NULL ? "" : search);
  else
    ear_voice_filters_set_search (page->filters, gtk_editable_get_text (GTK_EDITABLE (page->search)));
  ask_anew (page);
}

static void
to_list_cb (EarVoicesPage *page)
{
  if (g_list_model_get_n_items (G_LIST_MODEL (page->model)) > 0)
    gtk_list_view_scroll_to (page->list, 0, GTK_LIST_SCROLL_FOCUS | GTK_LIST_SCROLL_SELECT, NULL);
}

static void
stop_search_cb (EarVoicesPage *page)
{
  gtk_editable_set_text (GTK_EDITABLE (page->search), "");
}

static void
show_all_cb (EarVoicesPage *page)
{
  gtk_editable_set_text (GTK_EDITABLE (page->search), "");
  ear_voice_filters_clear (page->filters);
  gtk_widget_grab_focus (GTK_WIDGET (page->search));
}

static void
again_cb (EarVoicesPage *page)
{
  page->queried = FALSE;
  ear_page_feed_refresh (page->feed);
}

static void
sessions_cb (EarVoicesPage *page)
{
  ear_window_show_page (ear_window_of (GTK_WIDGET (page)), "sessions");
}

static void
activate_cb (EarVoicesPage *page, guint position)
{
  g_autoptr (EarVoiceItem) item = g_list_model_get_item (G_LIST_MODEL (page->model), position);
  const EarVoice *voice = item == NULL ? NULL : ear_voice_item_get_voice (item);

  if (voice != NULL)
    ear_window_open_session (ear_window_of (GTK_WIDGET (page)), &voice->session);
}

/* Positions as stretches, each the first and how many. All of a million are one. */
static GArray *
list_ranges (const GtkBitset *selected)
{
  GArray *ranges = g_array_new (FALSE, FALSE, sizeof (guint));
  guint first = gtk_bitset_get_minimum (selected), n = (guint) gtk_bitset_get_size (selected), position;
  GtkBitsetIter each;

  if (gtk_bitset_get_maximum (selected) - first + 1 == n)
    {
      g_array_append_val (ranges, first);
      g_array_append_val (ranges, n);
      return ranges;
    }
  for (gboolean more = gtk_bitset_iter_init_first (&each, selected, &position); more;
       more = gtk_bitset_iter_next (&each, &position))
    {
      guint one = 1;

      if (ranges->len > 0
          && g_array_index (ranges, guint, ranges->len - 2) + g_array_index (ranges, guint, ranges->len - 1) == position)
        {
          g_array_index (ranges, guint, ranges->len - 1)++;
          continue;
        }
      g_array_append_val (ranges, position);
      g_array_append_val (ranges, one);
    }
  return ranges;
}

static void
selection_cb (EarVoicesPage *page)
{
  g_autoptr (GtkBitset) selected = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (page->selection));
  g_autoptr (EarVoiceItem) item = NULL;
  g_autoptr (GArray) ranges = NULL;
  guint64 n = gtk_bitset_get_size (selected);

  if (!gtk_toggle_button_get_active (page->desk_button))
    return;
  if (n == 1)
    {
      page->at = gtk_bitset_get_minimum (selected);
      item = g_list_model_get_item (G_LIST_MODEL (page->model), page->at);
    }
  if (n > 1 && ear_voice_model_get_rows (page->model) != NULL)
    {
      ranges = list_ranges (selected);
      ear_coding_desk_set_many (page->desk, ear_voice_model_get_rows (page->model), ranges);
    }
  else
    ear_coding_desk_set_item (page->desk, item);
}

static guint
selected_position (EarVoicesPage *page)
{
  g_autoptr (GtkBitset) selected = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (page->selection));

  return gtk_bitset_is_empty (selected) ? G_MAXUINT : gtk_bitset_get_maximum (selected);
}

static void
next_found_cb (GObject *workbook, GAsyncResult *result, gpointer data)
{
  g_autoptr (EarVoicesPage) page = data;
  g_autoptr (GError) error = NULL;
  gint64 position = ear_voice_batch_next_finish (EAR_WORKBOOK (workbook), result, &error);

  if (error != NULL || page->feed == NULL || position >= g_list_model_get_n_items (G_LIST_MODEL (page->model)))
    return;
  if (position < 0)
    {
      ear_window_toast (ear_window_of (GTK_WIDGET (page)), _ ("No voice without a theme comes after this one"));
      return;
    }
  /* The list's focus goes along, so that Shift+Tab comes back to this voice. */
  gtk_list_view_scroll_to (page->list, (guint) position, GTK_LIST_SCROLL_SELECT | GTK_LIST_SCROLL_FOCUS, NULL);
  ear_coding_desk_focus_words (page->desk);
}

static void
next_uncoded_cb (EarVoicesPage *page)
{
  EarVoiceRows *rows = ear_voice_model_get_rows (page->model);
  gboolean blind = ear_coding_desk_get_blind (page->desk);

  if (ear_page_feed_get_workbook (page->feed) != NULL && rows != NULL)
    ear_voice_batch_next_async (ear_page_feed_get_workbook (page->feed), rows, blind, selected_position (page), NULL, next_found_cb,
                                g_object_ref (page));
}

static void
blind_cb (EarVoicesPage *page)
{
  ear_voice_model_set_blind (page->model,
                             gtk_toggle_button_get_active (page->desk_button) && ear_coding_desk_get_blind (page->desk));
}

static void
desk_toggled_cb (EarVoicesPage *page)
{
  gboolean open = gtk_toggle_button_get_active (page->desk_button);

  gtk_widget_set_visible (GTK_WIDGET (page->desk), open);
  gtk_list_view_set_single_click_activate (page->list, !open);
  /* At the desk letters are keys; elsewhere they begin a search. */
  gtk_search_entry_set_key_capture_widget (page->search, open ? NULL : GTK_WIDGET (page->list));
  blind_cb (page);
  if (!open)
    return;
  select_first (page);
  selection_cb (page);
  ear_coding_desk_focus_words (page->desk);
}

static gboolean
list_key_cb (EarVoicesPage *page, guint key, guint code G_GNUC_UNUSED, GdkModifierType modifiers)
{
  return gtk_toggle_button_get_active (page->desk_button) && ear_coding_desk_key (page->desk, key, modifiers);
}

static gboolean
desk_shortcut_cb (GtkWidget *widget, GVariant *args G_GNUC_UNUSED, gpointer data G_GNUC_UNUSED)
{
  EarVoicesPage *page = EAR_VOICES_PAGE (widget);

  if (!gtk_widget_get_mapped (widget))
    return FALSE;
  gtk_toggle_button_set_active (page->desk_button, !gtk_toggle_button_get_active (page->desk_button));
  return TRUE;
}

/* Those that are selected; where none is, the one with the focus. NULL where they are too many to be named one by one, which
 * is said. Of the many, those that are not near what is shown have no words here yet. */
static GArray *
selected_voices (EarVoicesPage *page)
{
  g_autoptr (GtkBitset) selected = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (page->selection));
  g_autoptr (GArray) voices = g_array_new (FALSE, FALSE, sizeof (EarId));
  guint64 n = gtk_bitset_get_size (selected);
  GtkBitsetIter each;
  guint position;

  for (gboolean more = n <= MAX_ANSWERED && gtk_bitset_iter_init_first (&each, selected, &position); more;
       more = gtk_bitset_iter_next (&each, &position))
    {
      g_autoptr (EarVoiceItem) item = g_list_model_get_item (G_LIST_MODEL (page->model), position);
      const EarVoice *voice = item == NULL ? NULL : ear_voice_item_get_voice (item);

      if (voice != NULL)
        g_array_append_val (voices, voice->id);
    }
  if (voices->len < n)
    {
      ear_window_toast (ear_window_of (GTK_WIDGET (page)), _ ("These are too many to answer one by one. Select fewer, or answer their theme."));
      return NULL;
    }
  if (n == 0 && ear_voice_menu_focused (page->list) != NULL)
    g_array_append_vals (voices, &ear_voice_menu_focused (page->list)->id, 1);
  return g_steal_pointer (&voices);
}

static gboolean
answer_shortcut_cb (GtkWidget *widget, GVariant *args G_GNUC_UNUSED, gpointer data G_GNUC_UNUSED)
{
  EarVoicesPage *page = EAR_VOICES_PAGE (widget);
  g_autoptr (GArray) voices = NULL;

  if (!gtk_widget_get_mapped (widget))
    return FALSE;
  voices = selected_voices (page);
  if (voices != NULL)
    ear_window_answer_voices (ear_window_of (widget), voices);
  return TRUE;
}

static gboolean
find_shortcut_cb (GtkWidget *widget, GVariant *args G_GNUC_UNUSED, gpointer data G_GNUC_UNUSED)
{
  EarVoicesPage *page = EAR_VOICES_PAGE (widget);

  if (!gtk_widget_get_mapped (widget))
    return FALSE;
  ear_find_box_ask (page->find_box);
  return gtk_widget_grab_focus (GTK_WIDGET (page->search));
}

static gboolean
filter_shortcut_cb (GtkWidget *widget, GVariant *args G_GNUC_UNUSED, gpointer data G_GNUC_UNUSED)
{
  EarVoicesPage *page = EAR_VOICES_PAGE (widget);

  if (!gtk_widget_get_mapped (widget))
    return FALSE;
  ear_find_box_ask (page->find_box);
  ear_voice_filters_ask (page->filters);
  return TRUE;
}

static gboolean
saved_shortcut_cb (GtkWidget *widget, GVariant *args G_GNUC_UNUSED, gpointer data G_GNUC_UNUSED)
{
  EarVoicesPage *page = EAR_VOICES_PAGE (widget);

  if (!gtk_widget_get_mapped (widget))
    return FALSE;
  ear_find_box_ask (page->find_box);
  ear_voice_filters_show_saved (page->filters);
  return TRUE;
}

static void
add_shortcut (GtkEventController *controller, const char *trigger, GtkShortcutFunc func)
{
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (controller),
                                        gtk_shortcut_new (gtk_shortcut_trigger_parse_string (trigger),
                                                          gtk_callback_action_new (func, NULL, NULL)));
}

static void
add_shortcuts (EarVoicesPage *page)
{
  GtkEventController *controller = gtk_shortcut_controller_new ();

  gtk_shortcut_controller_set_scope (GTK_SHORTCUT_CONTROLLER (controller), GTK_SHORTCUT_SCOPE_GLOBAL);
  add_shortcut (controller, "<Control>f", find_shortcut_cb);
  add_shortcut (controller, "<Control><Shift>f", filter_shortcut_cb);
  add_shortcut (controller, "<Control><Shift>s", saved_shortcut_cb);
  add_shortcut (controller, "F8", desk_shortcut_cb);
  add_shortcut (controller, "<Control>r", answer_shortcut_cb);
  gtk_widget_add_controller (GTK_WIDGET (page), controller);
}

static void
set_workbook (EarVoicesPage *page, EarWorkbook *workbook)
{
  if (workbook == ear_page_feed_get_workbook (page->feed))
    return;
  page->queried = FALSE;
  page->names = 0;
  gtk_stack_set_visible_child_name (page->stack, "loading");
  ear_voice_filters_set_workbook (page->filters, workbook);
  ear_voice_model_set_workbook (page->model, workbook);
  ear_page_feed_set_workbook (page->feed, workbook);
  ear_coding_desk_set_workbook (page->desk, workbook);
  g_object_notify_by_pspec (G_OBJECT (page), properties[PROP_WORKBOOK]);
}

static void
ear_voices_page_get_property (GObject *object, guint property, GValue *value, GParamSpec *pspec)
{
  if (property == PROP_WORKBOOK)
    g_value_set_object (value, ear_page_feed_get_workbook (EAR_VOICES_PAGE (object)->feed));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
}

static void
ear_voices_page_set_property (GObject *object, guint property, const GValue *value, GParamSpec *pspec)
{
  if (property == PROP_WORKBOOK)
    set_workbook (EAR_VOICES_PAGE (object), g_value_get_object (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
}

static void
ear_voices_page_dispose (GObject *object)
{
  EarVoicesPage *page = EAR_VOICES_PAGE (object);

  page->queried = FALSE;
  g_clear_pointer (&page->feed, ear_page_feed_free);
  gtk_widget_dispose_template (GTK_WIDGET (object), EAR_TYPE_VOICES_PAGE);
  g_clear_object (&page->selection);
  g_clear_object (&page->model);
  g_clear_pointer (&page->searched, g_free);
  G_OBJECT_CLASS (ear_voices_page_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class, "/uk/earshot/app/ear-voices-page.ui");
  gtk_widget_class_bind_template_child (widget_class, EarVoicesPage, search);
  gtk_widget_class_bind_template_child (widget_class, EarVoicesPage, filters);
  gtk_widget_class_bind_template_child (widget_class, EarVoicesPage, count);
  gtk_widget_class_bind_template_child (widget_class, EarVoicesPage, stack);
  gtk_widget_class_bind_template_child (widget_class, EarVoicesPage, list);
  gtk_widget_class_bind_template_child (widget_class, EarVoicesPage, failed);
  gtk_widget_class_bind_template_child (widget_class, EarVoicesPage, desk_button);
  gtk_widget_class_bind_template_child (widget_class, EarVoicesPage, find_box);
  gtk_widget_class_bind_template_child (widget_class, EarVoicesPage, desk);
  gtk_widget_class_bind_template_callback (widget_class, desk_toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, next_uncoded_cb);
  gtk_widget_class_bind_template_callback (widget_class, blind_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_search_cb);
  gtk_widget_class_bind_template_callback (widget_class, to_list_cb);
  gtk_widget_class_bind_template_callback (widget_class, filters_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, show_all_cb);
  gtk_widget_class_bind_template_callback (widget_class, again_cb);
  gtk_widget_class_bind_template_callback (widget_class, sessions_cb);
}

static void
ear_voices_page_class_init (EarVoicesPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = ear_voices_page_get_property;
  object_class->set_property = ear_voices_page_set_property;
  object_class->dispose = ear_voices_page_dispose;
  properties[PROP_WORKBOOK] = g_param_spec_object ("workbook", NULL, NULL, EAR_TYPE_WORKBOOK,
                                                   G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  g_type_ensure (EAR_TYPE_FIND_BOX);
  g_type_ensure (EAR_TYPE_VOICE_FILTERS);
  g_type_ensure (EAR_TYPE_CODING_DESK);
  bind_template (GTK_WIDGET_CLASS (klass));
}

static void
ear_voices_page_init (EarVoicesPage *page)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  g_autoptr (GtkListItemFactory) factory = NULL;

  gtk_widget_init_template (GTK_WIDGET (page));
  factory = ear_voice_row_factory_new (page->list);
  page->feed = ear_page_feed_new (GTK_WIDGET (page), reload);
  page->model = ear_voice_model_new ();
  g_signal_connect_object (page->model, "loaded", G_CALLBACK (loaded_cb), page, G_CONNECT_SWAPPED);
  g_signal_connect_object (page->model, "failed", G_CALLBACK (failed_cb), page, G_CONNECT_SWAPPED);
  page->selection = gtk_multi_selection_new (g_object_ref (G_LIST_MODEL (page->model)));
  gtk_list_view_set_model (page->list, GTK_SELECTION_MODEL (page->selection));
  g_signal_connect_object (page->selection, "selection-changed", G_CALLBACK (selection_cb), page, G_CONNECT_SWAPPED);
  g_signal_connect_object (page->selection, "items-changed", G_CALLBACK (selection_cb), page, G_CONNECT_SWAPPED);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (list_key_cb), page);
  gtk_widget_add_controller (GTK_WIDGET (page->list), keys);
  gtk_list_view_set_factory (page->list, factory);
  ear_voice_menu_watch (page->list);
  gtk_search_entry_set_key_capture_widget (page->search, GTK_WIDGET (page->list));
  add_shortcuts (page);
}

/**
 * ear_voices_page_new:
 *
 * Returns: (transfer floating): the page, without a workbook.
 */
GtkWidget *
ear_voices_page_new (void)
{
  return g_object_new (EAR_TYPE_VOICES_PAGE, NULL);
}

/**
 * ear_voices_page_set_filter:
 * @filter: (nullable): what to show, copied; %NULL for all voices
 *
 * Shows the voices that pass @filter, its words in the search entry and a chip for each other condition.
 */
void
ear_voices_page_set_filter (EarVoicesPage *page, const EarVoiceFilter *filter)
{
  g_autoptr (EarVoiceQuery) query = ear_voice_query_new (filter);

  g_return_if_fail (EAR_IS_VOICES_PAGE (page));
  page->queried = FALSE;
  gtk_editable_set_text (GTK_EDITABLE (page->search), query->search == NULL ? "" : query->search);
  g_set_str (&page->searched, query->search);
  ear_voice_filters_set_query (page->filters, query);
  ear_page_feed_refresh (page->feed);
}
