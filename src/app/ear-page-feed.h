/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a page reads from the workbook. A page is reloaded after something was written, at once if it can be seen, else
 * when it is next shown. A newer question supersedes an older one, and no answer reaches a page that is gone. */
#pragma once

#include <gtk/gtk.h>

#include "ear-workbook.h"

G_BEGIN_DECLS

typedef struct _EarPageFeed EarPageFeed;

/* The page asks for what it shows, mostly with one ear_page_feed_ask(). There is a workbook. */
typedef void (*EarPageReload) (gpointer page);
/* @result is the page's to free; it is %NULL where @error is set. */
typedef void (*EarPageArrived) (gpointer page, gpointer result, const GError *error);

EarPageFeed *ear_page_feed_new (GtkWidget *page, EarPageReload reload);
void ear_page_feed_free (EarPageFeed *feed);
gboolean ear_page_feed_set_workbook (EarPageFeed *feed, EarWorkbook *workbook);
EarWorkbook *ear_page_feed_get_workbook (EarPageFeed *feed);
void ear_page_feed_refresh (EarPageFeed *feed);
void ear_page_feed_ask (EarPageFeed *feed, EarWorkbookFunc func, gpointer data, GDestroyNotify data_free,
                        GDestroyNotify result_free, EarPageArrived arrived);

G_END_DECLS
