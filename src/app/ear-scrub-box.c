/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-scrub-box.h"

#include <glib/gi18n.h>

#include "ear-progress-box.h"
#include "ear-window.h"

#define LOOK_MS 150

struct _EarScrubBox
{
  AdwBin parent_instance;

  EarProgressBox *progress; /* the child */
  EarWorkbook *workbook;    /* (nullable) */
  gulong handler;
  EarProgressShare *share;  /* NULL while nothing is being blanked */
  guint timer;
};

G_DEFINE_FINAL_TYPE (EarScrubBox, ear_scrub_box, ADW_TYPE_BIN)

static gboolean
look_cb (gpointer data)
{
  EarScrubBox *box = data;
  double fraction;

  if (ear_workbook_get_scrub (box->workbook, &fraction))
    ear_progress_share_tell (fraction, box->share);
  return G_SOURCE_CONTINUE;
}

static void
stop (EarScrubBox *box)
{
  g_clear_handle_id (&box->timer, g_source_remove);
  g_clear_pointer (&box->share, ear_progress_share_unref);
  if (box->progress != NULL)
    ear_progress_box_stop (box->progress);
}

static void
later_cb (EarScrubBox *box)
{
  EarWindow *window = ear_window_of (GTK_WIDGET (box));

  if (box->workbook == NULL)
    return;
  ear_workbook_postpone_scrub (box->workbook);
  if (window != NULL)
    ear_window_toast (window, _ ("Stopped. It is done when the workbook is next opened. What was erased cannot be read or found."));
}

static void
start (EarScrubBox *box)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();

  g_signal_connect_object (cancellable, "cancelled", G_CALLBACK (later_cb), box, G_CONNECT_SWAPPED);
  box->share = ear_progress_box_start (box->progress, _ ("Blanking what was erased in the file"), cancellable);
  box->timer = g_timeout_add (LOOK_MS, look_cb, box);
}

static void
scrubbing_cb (EarScrubBox *box)
{
  gboolean active = box->workbook != NULL && ear_workbook_get_scrub (box->workbook, NULL);

  if (active && box->share == NULL)
    start (box);
  else if (!active)
    stop (box);
}

static void
ear_scrub_box_dispose (GObject *object)
{
  EarScrubBox *box = EAR_SCRUB_BOX (object);

  box->progress = NULL;
  stop (box);
  g_clear_signal_handler (&box->handler, box->workbook);
  g_clear_object (&box->workbook);
  G_OBJECT_CLASS (ear_scrub_box_parent_class)->dispose (object);
}

static void
ear_scrub_box_class_init (EarScrubBoxClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ear_scrub_box_dispose;
}

static void
ear_scrub_box_init (EarScrubBox *box)
{
  box->progress = g_object_new (EAR_TYPE_PROGRESS_BOX, "margin-start", 12, "margin-end", 12, "margin-bottom", 6, NULL);
  adw_bin_set_child (ADW_BIN (box), GTK_WIDGET (box->progress));
}

/**
 * ear_scrub_box_set_workbook:
 *
 * Watches @workbook from now on. Main thread.
 */
void
ear_scrub_box_set_workbook (EarScrubBox *box, EarWorkbook *workbook)
{
  g_clear_signal_handler (&box->handler, box->workbook);
  g_set_object (&box->workbook, workbook);
  if (workbook != NULL)
    box->handler = g_signal_connect_swapped (workbook, "scrubbing", G_CALLBACK (scrubbing_cb), box);
  scrubbing_cb (box);
}
