/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-merge-history.h"

#include <glib/gi18n.h>

#include "ear-merge-words.h"
#include "ear-merge-work.h"
#include "ear-outside.h"
#include "ear-page-feed.h"
#include "ear-reveal.h"
#include "ear-rows.h"

struct _EarMergeHistory
{
  AdwBin parent_instance;

  AdwPreferencesGroup *group;
  EarProgressBox *progress;

  EarPageFeed *feed;
  GPtrArray *rows;       /* GtkWidget, children of the group */
  GtkWidget *undo;       /* (nullable) the newest one's button */
  GCancellable *undoing; /* NULL while nothing is being taken back */
  gboolean wants_focus;  /* the button, once it is there */
};

G_DEFINE_FINAL_TYPE (EarMergeHistory, ear_merge_history, ADW_TYPE_BIN)

enum
{
  SIGNAL_UNDONE,
  SIGNAL_FAILED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static char *
spell_moment (const char *utc)
{
  g_autofree char *whole = g_strconcat (utc, ":00Z", NULL);
  g_autoptr (GDateTime) then = g_date_time_new_from_iso8601 (whole, NULL);
  g_autoptr (GDateTime) local = then == NULL ? NULL : g_date_time_to_local (then);

  /* Translators: a day and a time, such as 12 Nov 2026, 10:15. */
  return local == NULL ? g_strdup (utc) : g_date_time_format (local, _ ("%-e %b %Y, %H:%M"));
}

static char *
describe (const EarMergeEntry *entry)
{
  g_autofree char *counts = ear_merge_words_entry (entry);
  g_autofree char *moment = spell_moment (entry->happened);
  g_autofree char *senders = ear_outside_text (entry->senders);
  g_autofree char *when = senders == NULL ? g_strdup (moment) : g_strdup_printf (_ ("%s, from %s"), moment, senders);

  if (entry->undone)
    return g_strdup_printf (_ ("%s\nTaken back. It had brought: %s"), when, counts);
  return g_strdup_printf ("%s\n%s", when, counts);
}

static void
undone_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (EarMergeHistory) history = data;
  g_autoptr (GError) error = NULL;
  g_autofree EarMergeUndone *undone = ear_workbook_run_finish (EAR_WORKBOOK (source), result, &error);
  g_autofree char *words = NULL;

  if (history->feed == NULL) /* it is gone */
    return;
  g_clear_object (&history->undoing);
  ear_progress_box_stop (history->progress);
  if (undone == NULL)
    {
      gtk_widget_set_sensitive (GTK_WIDGET (history->group), TRUE);
      g_signal_emit (history, signals[SIGNAL_FAILED], 0, error);
      return;
    }
  words = g_strdup_printf (_ ("Taken away: %'u. Put back as before: %'u. Edited here since, and kept: %'u. Erased for good: %'u."),
                           undone->n_removed, undone->n_restored, undone->n_kept, undone->n_erased);
  /* Until the list is read anew it offers what was just taken back. */
  ear_page_feed_refresh (history->feed);
  g_signal_emit (history, signals[SIGNAL_UNDONE], 0, words);
}

static void
undo_cb (GtkButton *button, EarMergeHistory *history)
{
  g_autoptr (EarProgressShare) share = NULL;
  const gint64 *merge = g_object_get_data (G_OBJECT (button), "merge");

  if (history->undoing != NULL)
    return;
  history->undoing = g_cancellable_new ();
  gtk_widget_set_sensitive (GTK_WIDGET (history->group), FALSE);
  share = ear_progress_box_start (history->progress, _ ("Undoing the merge"), history->undoing);
  ear_merge_undo_async (ear_page_feed_get_workbook (history->feed), *merge, share, history->undoing, undone_cb,
                        g_object_ref (history));
}

static GtkWidget *
new_row (const EarMergeEntry *entry)
{
  g_autofree char *words = describe (entry);

  return ear_row_new (entry->files == NULL ? _ ("Records kept aside") : entry->files, words);
}

/* Beneath the merge that it takes back: beside it there is no room on a narrow screen. */
static GtkWidget *
new_undo_row (EarMergeHistory *history, gint64 merge)
{
  history->undo = gtk_button_new_with_mnemonic (_ ("_Undo This Merge"));
  gtk_widget_set_halign (history->undo, GTK_ALIGN_START);
  g_object_set_data_full (G_OBJECT (history->undo), "merge", g_memdup2 (&merge, sizeof merge), g_free);
  g_signal_connect_object (history->undo, "clicked", G_CALLBACK (undo_cb), history, 0);
  return ear_row_new_roomy (history->undo);
}

static void
add_row (EarMergeHistory *history, GtkWidget *row)
{
  adw_preferences_group_add (history->group, row);
  g_ptr_array_add (history->rows, row);
}

static void
clear (EarMergeHistory *history)
{
  for (guint i = 0; i < history->rows->len; i++)
    adw_preferences_group_remove (history->group, history->rows->pdata[i]);
  g_ptr_array_set_size (history->rows, 0);
  history->undo = NULL;
}

/* The newest stands there, and whichever can be taken back; those before are folded. */
static void
show (EarMergeHistory *history, GPtrArray *entries)
{
  g_autofree char *earlier = NULL;
  GtkWidget *folded = NULL;
  guint n = 0;

  clear (history);
  for (guint i = 0; i < entries->len; i++)
    {
      const EarMergeEntry *entry = entries->pdata[i];
      GtkWidget *row = new_row (entry);

      if (i == 0 || entry->can_undo)
        {
          add_row (history, row);
          if (entry->can_undo)
            add_row (history, new_undo_row (history, entry->merge));
          continue;
        }
      folded = folded != NULL ? folded : ear_row_new_expander ("", NULL);
      adw_expander_row_add_row (ADW_EXPANDER_ROW (folded), row);
      n++;
    }
  if (folded != NULL)
    {
      earlier = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%'u earlier merge", "%'u earlier merges", n), n);
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (folded), earlier);
      add_row (history, folded);
    }
  /* Itself it stays, or it would not be told of the next change. */
  gtk_widget_set_visible (GTK_WIDGET (history->group), entries->len > 0);
  if (history->wants_focus && history->undo != NULL)
    {
      ear_reveal (history->undo);
      gtk_widget_grab_focus (history->undo);
    }
  history->wants_focus = FALSE;
}

static void
arrived (gpointer data, gpointer result, const GError *error G_GNUC_UNUSED)
{
  EarMergeHistory *history = data;
  g_autoptr (GPtrArray) entries = result;

  gtk_widget_set_sensitive (GTK_WIDGET (history->group), history->undoing == NULL);
  /* Without the list nothing is lost: it is read again with the next change. */
  if (entries != NULL)
    show (history, entries);
}

static gpointer
list_job (EarStore *store, gpointer data G_GNUC_UNUSED, GCancellable *cancellable G_GNUC_UNUSED, GError **error)
{
  return ear_merge_list (store, error);
}

static void
reload (gpointer data)
{
  EarMergeHistory *history = data;

  ear_page_feed_ask (history->feed, list_job, NULL, NULL, (GDestroyNotify) g_ptr_array_unref, arrived);
}

static void
ear_merge_history_dispose (GObject *object)
{
  EarMergeHistory *history = EAR_MERGE_HISTORY (object);

  g_clear_pointer (&history->feed, ear_page_feed_free);
  g_clear_object (&history->undoing);
  g_clear_pointer (&history->rows, g_ptr_array_unref);
  G_OBJECT_CLASS (ear_merge_history_parent_class)->dispose (object);
}

static void
ear_merge_history_class_init (EarMergeHistoryClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ear_merge_history_dispose;
  signals[SIGNAL_UNDONE] = g_signal_new ("undone", EAR_TYPE_MERGE_HISTORY, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                         1, G_TYPE_STRING);
  signals[SIGNAL_FAILED] = g_signal_new ("failed", EAR_TYPE_MERGE_HISTORY, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                         1, G_TYPE_ERROR);
}

static void
ear_merge_history_init (EarMergeHistory *history)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  history->rows = g_ptr_array_new ();
  history->group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  gtk_widget_set_visible (GTK_WIDGET (history->group), FALSE);
  adw_preferences_group_set_title (history->group, _ ("Merges"));
  adw_preferences_group_set_description (history->group,
                                         _ ("The newest can be taken back. What was edited here since stays, and so does what it erased."));
  history->progress = g_object_new (EAR_TYPE_PROGRESS_BOX, NULL);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (history->group));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (history->progress));
  adw_bin_set_child (ADW_BIN (history), box);
  history->feed = ear_page_feed_new (GTK_WIDGET (history), reload);
}

/**
 * ear_merge_history_set_workbook:
 * @workbook: (nullable): whose merges to list
 *
 * Main thread, as ear_merge_history_focus_newest().
 */
void
ear_merge_history_set_workbook (EarMergeHistory *history, EarWorkbook *workbook)
{
  if (ear_page_feed_set_workbook (history->feed, workbook))
    clear (history);
}

/**
 * ear_merge_history_focus_newest:
 *
 * Something was merged just now: the button that takes it back gets the focus once it is there.
 */
void
ear_merge_history_focus_newest (EarMergeHistory *history)
{
  history->wants_focus = TRUE;
  ear_page_feed_refresh (history->feed);
}
