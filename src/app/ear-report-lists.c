/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-report-lists.h"

#include <glib/gi18n.h>

#include "ear-rows.h"
#include "ear-store-editions.h"
#include "ear-window.h"

struct _EarReportLists
{
  AdwBin parent_instance;

  AdwPreferencesGroup *quotes, *editions;
  GPtrArray *quote_rows, *edition_rows; /* GtkWidget, children of the groups */
  GPtrArray *found;                     /* (nullable) EarReportQuote */
  gboolean opened;                      /* all of them are listed */
  EarWorkbook *workbook;                /* (nullable) */
};

G_DEFINE_FINAL_TYPE (EarReportLists, ear_report_lists, ADW_TYPE_BIN)

static void
failed (EarReportLists *lists, const char *title, const GError *error)
{
  EarWindow *window = ear_window_of (GTK_WIDGET (lists));

  if (window != NULL)
    ear_window_show_error (window, title, error);
}

typedef struct
{
  EarId voice;
  EarQuoteDecision decision;
} Decision;

static gpointer
decide (EarStore *store, gpointer data, GCancellable *cancellable G_GNUC_UNUSED, GError **error)
{
  const Decision *decision = data;

  return GINT_TO_POINTER (ear_store_decide_quote (store, &decision->voice, (int) decision->decision, error));
}

static void
decided_cb (GObject *workbook, GAsyncResult *result, gpointer data)
{
  g_autoptr (EarReportLists) lists = data;
  g_autoptr (GError) error = NULL;

  if (ear_workbook_run_finish (EAR_WORKBOOK (workbook), result, &error) == NULL && lists->workbook != NULL)
    failed (lists, _ ("The decision was not kept"), error);
}

static void
decide_cb (AdwComboRow *row, GParamSpec *pspec G_GNUC_UNUSED, EarReportLists *lists)
{
  const EarId *voice = g_object_get_data (G_OBJECT (row), "voice");
  Decision *decision;

  if (lists->workbook == NULL)
    return;
  decision = g_new0 (Decision, 1);
  decision->voice = *voice;
  decision->decision = (EarQuoteDecision) adw_combo_row_get_selected (row);
  ear_workbook_run_async (lists->workbook, TRUE, decide, decision, g_free, NULL, NULL, decided_cb, g_object_ref (lists));
}

static void
setup_decision_cb (GtkListItemFactory *factory G_GNUC_UNUSED, GtkListItem *list_item)
{
  GtkWidget *label = gtk_label_new (NULL);

  /* A long quotation would leave an ellipsis of what was decided about it. */
  gtk_label_set_width_chars (GTK_LABEL (label), 12);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_list_item_set_child (list_item, label);
}

static void
bind_decision_cb (GtkListItemFactory *factory G_GNUC_UNUSED, GtkListItem *list_item)
{
  const char *decision = gtk_string_object_get_string (GTK_STRING_OBJECT (gtk_list_item_get_item (list_item)));

  gtk_label_set_text (GTK_LABEL (gtk_list_item_get_child (list_item)), decision);
  gtk_list_item_set_accessible_label (list_item, decision);
}

static void
append_fact (GString *facts, const char *fact)
{
  if (fact != NULL && fact[0] != '\0')
    g_string_append_printf (facts, " · %s", fact);
}

/* Under which theme, whether it is in the report, and what was noticed in it. */
static char *
describe (const EarReportQuote *quote)
{
  g_autofree char *reasons = ear_quote_describe (quote->check.signs);
  GString *facts = g_string_new (quote->theme);

  append_fact (facts, quote->stands ? _ ("in the report") : NULL);
  append_fact (facts, reasons);
  if (quote->check.found != NULL)
    g_string_append_printf (facts, " (%s)", quote->check.found);
  return g_string_free (facts, FALSE);
}

static void
show_description (GtkWidget *row, const EarReportQuote *quote)
{
  g_autofree char *subtitle = describe (quote);

  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
}

static GtkWidget *
new_quote_row (EarReportLists *lists, const EarReportQuote *quote)
{
  const char *const decisions[] = { _ ("Not decided"), _ ("Keep"), _ ("Keep, without who and where"), _ ("Leave out"), NULL };
  g_autoptr (GtkStringList) model = gtk_string_list_new (decisions);
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();
  GtkWidget *row = adw_combo_row_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (setup_decision_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_decision_cb), NULL);
  adw_combo_row_set_factory (ADW_COMBO_ROW (row), factory);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), quote->voice->text);
  show_description (row, quote);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (model));
  adw_combo_row_set_selected (ADW_COMBO_ROW (row), (guint) quote->check.decision);
  g_object_set_data_full (G_OBJECT (row), "voice", g_memdup2 (&quote->voice->id, sizeof quote->voice->id), g_free);
  g_signal_connect_object (row, "notify::selected", G_CALLBACK (decide_cb), lists, 0);
  return row;
}

static gpointer
keep (EarStore *store, gpointer data, GCancellable *cancellable G_GNUC_UNUSED, GError **error)
{
  return GINT_TO_POINTER (ear_store_keep_edition (store, data, error));
}

static void
kept_cb (GObject *workbook, GAsyncResult *result, gpointer data)
{
  g_autoptr (EarWindow) window = data;
  g_autoptr (GError) error = NULL;

  if (ear_workbook_run_finish (EAR_WORKBOOK (workbook), result, &error) == NULL)
    ear_window_show_error (window, _ ("The edition was not put back"), error);
}

static EarStoreEdition *
copy_edition (const EarStoreEdition *edition)
{
  EarStoreEdition *copy = g_new0 (EarStoreEdition, 1);

  copy->n = edition->n;
  copy->title = g_strdup (edition->title);
  copy->published = g_strdup (edition->published);
  copy->preset = g_strdup (edition->preset);
  copy->figures = g_strdup (edition->figures);
  return copy;
}

static void
put_back_cb (EarWindow *window, gpointer data)
{
  EarWorkbook *workbook = ear_window_get_workbook (window);

  if (workbook != NULL)
    ear_workbook_run_async (workbook, TRUE, keep, copy_edition (data), (GDestroyNotify) ear_store_edition_free, NULL, NULL,
                            kept_cb, g_object_ref (window));
}

/* What is forgotten is given back, so that it can be put back. */
static gpointer
forget (EarStore *store, gpointer data, GCancellable *cancellable G_GNUC_UNUSED, GError **error)
{
  const gint64 *n = data;
  g_autoptr (GPtrArray) editions = ear_store_list_editions (store, TRUE, error);

  for (guint i = 0; editions != NULL && i < editions->len; i++)
    {
      const EarStoreEdition *edition = g_ptr_array_index (editions, i);

      if (edition->n == *n)
        return ear_store_forget_edition (store, *n, error) ? copy_edition (edition) : NULL;
    }
  if (editions != NULL)
    g_set_error_literal (error, EAR_REPORT_ERROR, EAR_REPORT_ERROR_NOT_WRITTEN, _ ("It is not in the list any more."));
  return NULL;
}

static void
forgotten_cb (GObject *workbook, GAsyncResult *result, gpointer data)
{
  g_autoptr (EarReportLists) lists = data;
  g_autoptr (GError) error = NULL;
  EarStoreEdition *edition = ear_workbook_run_finish (EAR_WORKBOOK (workbook), result, &error);
  EarWindow *window = lists->workbook == NULL ? NULL : ear_window_of (GTK_WIDGET (lists));

  if (edition == NULL || window == NULL)
    {
      if (edition == NULL && window != NULL)
        failed (lists, _ ("The edition was not forgotten"), error);
      ear_store_edition_free (edition);
      return;
    }
  ear_window_toast_undo (window, _ ("The next report is no longer compared with it"), G_CALLBACK (put_back_cb), edition,
                         (GDestroyNotify) ear_store_edition_free);
}

static void
forget_cb (GtkButton *button, EarReportLists *lists)
{
  const gint64 *n = g_object_get_data (G_OBJECT (button), "edition");

  if (lists->workbook != NULL)
    ear_workbook_run_async (lists->workbook, TRUE, forget, g_memdup2 (n, sizeof *n), g_free,
                            (GDestroyNotify) ear_store_edition_free, NULL, forgotten_cb, g_object_ref (lists));
}

static GtkWidget *
new_edition_row (EarReportLists *lists, const EarStoreEdition *edition)
{
  g_autoptr (GDateTime) then = g_date_time_new_from_iso8601 (edition->published, NULL);
  g_autoptr (GDateTime) local = then == NULL ? NULL : g_date_time_to_local (then);
  /* Translators: a day, such as 12 Nov 2026. */
  g_autofree char *day = local == NULL ? g_strdup (edition->published) : g_date_time_format (local, _ ("%-e %b %Y"));
  EarPreset preset;
  g_autofree char *subtitle = g_strdup_printf (
    "%s · %s", day, ear_preset_parse (edition->preset, &preset, NULL) ? ear_preset_label (&preset) : edition->preset);
  GtkWidget *row = ear_row_new (edition->title, subtitle);
  GtkWidget *button = ear_row_add_button (row, _ ("_Forget"));
  g_autofree char *name = g_strdup_printf (_ ("Forget “%s”"), edition->title);

  gtk_accessible_reset_relation (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_widget_set_tooltip_text (button, _ ("For an edition that was kept by mistake and never handed out"));
  g_object_set_data_full (G_OBJECT (button), "edition", g_memdup2 (&edition->n, sizeof edition->n), g_free);
  g_signal_connect_object (button, "clicked", G_CALLBACK (forget_cb), lists, 0);
  return row;
}

static void
clear (AdwPreferencesGroup *group, GPtrArray *rows)
{
  for (guint i = 0; i < rows->len; i++)
    adw_preferences_group_remove (group, rows->pdata[i]);
  g_ptr_array_set_size (rows, 0);
}

/* There may be very many: the arrows walk them, and Tab goes past them to what is saved and where. */
static void
add (AdwPreferencesGroup *group, GPtrArray *rows, GtkWidget *row)
{
  GtkWidget *list;

  adw_preferences_group_add (group, row);
  list = gtk_widget_get_ancestor (row, GTK_TYPE_LIST_BOX);
  if (list != NULL)
    gtk_list_box_set_tab_behavior (GTK_LIST_BOX (list), GTK_LIST_TAB_ITEM);
  g_ptr_array_add (rows, row);
}

/* Those with something in them, until somebody opened them all. */
static GPtrArray *
choose_listed (const EarReportLists *lists, const GPtrArray *quotes)
{
  GPtrArray *listed = g_ptr_array_new ();

  for (guint i = 0; quotes != NULL && i < quotes->len; i++)
    {
      const EarReportQuote *quote = quotes->pdata[i];

      if (lists->opened || quote->check.signs != 0 || quote->check.decision != EAR_QUOTE_UNDECIDED)
        g_ptr_array_add (listed, (gpointer) quote);
    }
  return listed;
}

/* A decision changes the workbook, which loads the lists anew: a row somebody is at must stay. */
static gboolean
shows (GPtrArray *rows, const GPtrArray *listed)
{
  if (rows->len != listed->len)
    return FALSE;
  for (guint i = 0; i < listed->len; i++)
    {
      const EarReportQuote *quote = listed->pdata[i];
      const EarId *shown = g_object_get_data (rows->pdata[i], "voice");

      if (!ear_id_equal (shown, &quote->voice->id) || adw_combo_row_get_selected (rows->pdata[i]) != (guint) quote->check.decision)
        return FALSE;
    }
  return TRUE;
}

static void
show_quotes (EarReportLists *lists, gboolean anew)
{
  g_autoptr (GPtrArray) listed = choose_listed (lists, lists->found);

  if (anew || !shows (lists->quote_rows, listed))
    {
      clear (lists->quotes, lists->quote_rows);
      for (guint i = 0; i < listed->len; i++)
        add (lists->quotes, lists->quote_rows, new_quote_row (lists, listed->pdata[i]));
    }
  /* One that waited may be in the report now. */
  for (guint i = 0; i < listed->len; i++)
    show_description (lists->quote_rows->pdata[i], listed->pdata[i]);
  adw_preferences_group_set_title (lists->quotes, lists->opened ? _ ("Quotations") : _ ("Quotations to decide about"));
  gtk_widget_set_visible (GTK_WIDGET (lists->quotes), listed->len > 0);
}

/**
 * ear_report_lists_show:
 * @workbook: (nullable): where decisions are kept
 * @quotes: (nullable) (element-type EarReportQuote): %NULL: none
 * @editions: (nullable) (element-type EarStoreEdition): %NULL: none
 */
void
ear_report_lists_show (EarReportLists *lists, EarWorkbook *workbook, GPtrArray *quotes, const GPtrArray *editions)
{
  gboolean other = lists->workbook != workbook;

  g_set_object (&lists->workbook, workbook);
  g_clear_pointer (&lists->found, g_ptr_array_unref);
  lists->found = quotes == NULL ? NULL : g_ptr_array_ref (quotes);
  lists->opened &= !other;
  show_quotes (lists, other);
  clear (lists->editions, lists->edition_rows);
  for (guint i = 0; editions != NULL && i < editions->len; i++)
    add (lists->editions, lists->edition_rows, new_edition_row (lists, g_ptr_array_index (editions, i)));
  gtk_widget_set_visible (GTK_WIDGET (lists->editions), lists->edition_rows->len > 0);
}

/* The first that waits for a decision, else the first. */
static guint
find_waiting (const GPtrArray *quotes)
{
  for (guint i = 0; quotes != NULL && i < quotes->len; i++)
    {
      const EarReportQuote *quote = quotes->pdata[i];

      if (!quote->stands && quote->check.decision == EAR_QUOTE_UNDECIDED)
        return i;
    }
  return 0;
}

/**
 * ear_report_lists_open_quotes:
 *
 * Lists all quotations that the report would have, and goes to the first that waits for a decision, else to the first.
 */
void
ear_report_lists_open_quotes (EarReportLists *lists)
{
  guint at = find_waiting (lists->found);

  lists->opened = TRUE;
  show_quotes (lists, FALSE);
  if (at < lists->quote_rows->len)
    gtk_widget_grab_focus (lists->quote_rows->pdata[at]);
}

static void
ear_report_lists_dispose (GObject *object)
{
  EarReportLists *lists = EAR_REPORT_LISTS (object);

  g_clear_object (&lists->workbook);
  g_clear_pointer (&lists->found, g_ptr_array_unref);
  g_clear_pointer (&lists->quote_rows, g_ptr_array_unref);
  g_clear_pointer (&lists->edition_rows, g_ptr_array_unref);
  G_OBJECT_CLASS (ear_report_lists_parent_class)->dispose (object);
}

static void
ear_report_lists_class_init (EarReportListsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ear_report_lists_dispose;
}

static AdwPreferencesGroup *
new_group (GtkBox *box, const char *title, const char *description)
{
  GtkWidget *group = adw_preferences_group_new ();

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), title);
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group), description);
  gtk_widget_set_visible (group, FALSE);
  gtk_box_append (box, group);
  return ADW_PREFERENCES_GROUP (group);
}

static void
ear_report_lists_init (EarReportLists *lists)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);

  lists->quote_rows = g_ptr_array_new ();
  lists->edition_rows = g_ptr_array_new ();
  lists->quotes = new_group (GTK_BOX (box), _ ("Quotations to decide about"),
                             _ ("Something in them may say who spoke. Until you have decided they are not in a report for others."));
  lists->editions = new_group (GTK_BOX (box), _ ("Published before"),
                               _ ("New reports are compared with these, so that a difference gives nobody away."));
  adw_bin_set_child (ADW_BIN (lists), box);
}
