/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-page-feed.h"

struct _EarPageFeed
{
  GtkWidget *page; /* NULL once the page is gone: answers under way may still hold the feed */
  EarPageReload reload;
  EarWorkbook *workbook;
  gulong changed_handler;
  gulong erased_handler;
  gulong map_handler;
  GCancellable *asking; /* of the newest question */
  gboolean stale;
};

typedef struct
{
  EarPageFeed *feed;
  GCancellable *cancellable;
  GDestroyNotify result_free;
  EarPageArrived arrived;
} Question;

static void
question_free (Question *question)
{
  g_rc_box_release (question->feed);
  g_object_unref (question->cancellable);
  g_free (question);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Question, question_free)

static void
stop_asking (EarPageFeed *feed)
{
  if (feed->asking != NULL)
    g_cancellable_cancel (feed->asking);
  g_clear_object (&feed->asking);
}

static void
unwatch (EarPageFeed *feed)
{
  g_clear_signal_handler (&feed->changed_handler, feed->workbook);
  g_clear_signal_handler (&feed->erased_handler, feed->workbook);
}

/* A page that is not shown would keep what was erased until it is. One that is shown reloads anyway. */
static void
erased_cb (EarPageFeed *feed)
{
  if (!gtk_widget_get_mapped (feed->page))
    feed->reload (feed->page);
}

static void
map_cb (EarPageFeed *feed)
{
  if (!feed->stale || feed->workbook == NULL)
    return;
  feed->stale = FALSE;
  feed->reload (feed->page);
}

static void
answered_cb (GObject *workbook, GAsyncResult *result, gpointer data)
{
  g_autoptr (Question) question = data;
  g_autoptr (GError) error = NULL;
  gpointer answer = ear_workbook_run_finish (EAR_WORKBOOK (workbook), result, &error);
  EarPageFeed *feed = question->feed;

  if (feed->page == NULL || feed->asking != question->cancellable)
    {
      if (answer != NULL && question->result_free != NULL)
        question->result_free (answer);
      return;
    }
  g_clear_object (&feed->asking);
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CLOSED))
    question->arrived (feed->page, answer, error);
}

/**
 * ear_page_feed_new:
 * @page: the page, which owns the feed
 * @reload: called whenever the page is to read anew
 *
 * Returns: (transfer full): a feed without a workbook. Main thread, like all of its functions.
 */
EarPageFeed *
ear_page_feed_new (GtkWidget *page, EarPageReload reload)
{
  EarPageFeed *feed = g_rc_box_new0 (EarPageFeed);

  feed->page = page;
  feed->reload = reload;
  feed->map_handler = g_signal_connect_swapped (page, "map", G_CALLBACK (map_cb), feed);
  return feed;
}

/**
 * ear_page_feed_free:
 * @feed: (transfer full) (nullable): the page's feed, from its dispose
 */
void
ear_page_feed_free (EarPageFeed *feed)
{
  if (feed == NULL)
    return;
  stop_asking (feed);
  if (feed->workbook != NULL)
    unwatch (feed);
  g_clear_object (&feed->workbook);
  g_clear_signal_handler (&feed->map_handler, feed->page);
  feed->page = NULL;
  g_rc_box_release (feed);
}

/**
 * ear_page_feed_set_workbook:
 * @feed: (nullable): %NULL once the page is disposed of
 * @workbook: (nullable): what to read from now on
 *
 * Returns: whether it is another one than before.
 */
gboolean
ear_page_feed_set_workbook (EarPageFeed *feed, EarWorkbook *workbook)
{
  if (feed == NULL || workbook == feed->workbook)
    return FALSE;
  stop_asking (feed);
  if (feed->workbook != NULL)
    unwatch (feed);
  g_set_object (&feed->workbook, workbook);
  if (workbook == NULL)
    return TRUE;
  feed->changed_handler = g_signal_connect_swapped (workbook, "changed", G_CALLBACK (ear_page_feed_refresh), feed);
  feed->erased_handler = g_signal_connect_swapped (workbook, "erased", G_CALLBACK (erased_cb), feed);
  ear_page_feed_refresh (feed);
  return TRUE;
}

/**
 * ear_page_feed_get_workbook:
 *
 * Returns: (transfer none) (nullable): what it reads.
 */
EarWorkbook *
ear_page_feed_get_workbook (EarPageFeed *feed)
{
  return feed == NULL ? NULL : feed->workbook;
}

/**
 * ear_page_feed_refresh:
 *
 * Reloads the page now if it can be seen, else when it is next shown.
 */
void
ear_page_feed_refresh (EarPageFeed *feed)
{
  feed->stale = TRUE;
  if (gtk_widget_get_mapped (feed->page))
    map_cb (feed);
}

/**
 * ear_page_feed_ask:
 * @func: reads on the workbook's thread
 * @data: (nullable): for @func, freed with @data_free
 * @result_free: (nullable): frees an answer that comes too late
 * @arrived: called with the answer, unless a newer question was asked or the page is gone
 */
void
ear_page_feed_ask (EarPageFeed *feed, EarWorkbookFunc func, gpointer data, GDestroyNotify data_free,
                   GDestroyNotify result_free, EarPageArrived arrived)
{
  Question *question = g_new0 (Question, 1);

  g_return_if_fail (feed->workbook != NULL);
  stop_asking (feed);
  feed->asking = g_cancellable_new ();
  question->feed = g_rc_box_acquire (feed);
  question->cancellable = g_object_ref (feed->asking);
  question->result_free = result_free;
  question->arrived = arrived;
  ear_workbook_run_async (feed->workbook, FALSE, func, data, data_free, result_free, feed->asking, answered_cb, question);
}
