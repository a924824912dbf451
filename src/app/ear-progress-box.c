/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-progress-box.h"

#define PATIENCE_MS 3000
#define LOOK_MS 150

struct _EarProgressShare
{
  gint permille; /* atomic; -1: not known */
};

struct _EarProgressBox
{
  AdwBin parent_instance;

  GtkLabel *title;
  GtkProgressBar *bar;

  EarProgressShare *share; /* NULL while nothing is going on */
  GCancellable *cancellable;
  guint timer;
};

G_DEFINE_FINAL_TYPE (EarProgressBox, ear_progress_box, ADW_TYPE_BIN)

/**
 * ear_progress_share_ref:
 *
 * Returns: (transfer full): @share. Any thread, like all functions of a share.
 */
EarProgressShare *
ear_progress_share_ref (EarProgressShare *share)
{
  return g_atomic_rc_box_acquire (share);
}

void
ear_progress_share_unref (EarProgressShare *share)
{
  g_atomic_rc_box_release (share);
}

/**
 * ear_progress_share_tell:
 * @fraction: how far the work is, from 0 to 1
 * @share: an EarProgressShare
 */
void
ear_progress_share_tell (double fraction, gpointer share)
{
  g_atomic_int_set (&((EarProgressShare *) share)->permille, (gint) (CLAMP (fraction, 0, 1) * 1000));
}

static gboolean
look_cb (gpointer data)
{
  EarProgressBox *box = data;
  gint permille = g_atomic_int_get (&box->share->permille);

  if (permille < 0)
    gtk_progress_bar_pulse (box->bar);
  else
    gtk_progress_bar_set_fraction (box->bar, permille / 1000.);
  return G_SOURCE_CONTINUE;
}

static gboolean
appear_cb (gpointer data)
{
  EarProgressBox *box = data;

  gtk_widget_set_visible (GTK_WIDGET (box), TRUE);
  gtk_accessible_announce (GTK_ACCESSIBLE (box), gtk_label_get_text (box->title),
                           GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
  look_cb (box);
  box->timer = g_timeout_add (LOOK_MS, look_cb, box);
  return G_SOURCE_REMOVE;
}

static void
stop_cb (EarProgressBox *box)
{
  if (box->cancellable != NULL)
    g_cancellable_cancel (box->cancellable);
}

static void
ear_progress_box_dispose (GObject *object)
{
  ear_progress_box_stop (EAR_PROGRESS_BOX (object));
  gtk_widget_dispose_template (GTK_WIDGET (object), EAR_TYPE_PROGRESS_BOX);
  G_OBJECT_CLASS (ear_progress_box_parent_class)->dispose (object);
}

static void
ear_progress_box_class_init (EarProgressBoxClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ear_progress_box_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/uk/earshot/app/ear-progress-box.ui");
  gtk_widget_class_bind_template_child (widget_class, EarProgressBox, title);
  gtk_widget_class_bind_template_child (widget_class, EarProgressBox, bar);
  gtk_widget_class_bind_template_callback (widget_class, stop_cb);
}

static void
ear_progress_box_init (EarProgressBox *box)
{
  gtk_widget_init_template (GTK_WIDGET (box));
}

/**
 * ear_progress_box_start:
 * @title: what is going on, for a person
 * @cancellable: cancelled when the person stops it
 *
 * Waits three seconds, then shows itself until ear_progress_box_stop(). Main thread.
 *
 * Returns: (transfer full): for the working thread to tell how far it is.
 */
EarProgressShare *
ear_progress_box_start (EarProgressBox *box, const char *title, GCancellable *cancellable)
{
  gboolean shown = gtk_widget_get_visible (GTK_WIDGET (box));

  g_return_val_if_fail (EAR_IS_PROGRESS_BOX (box), NULL);
  ear_progress_box_stop (box);
  gtk_label_set_text (box->title, title);
  gtk_progress_bar_set_fraction (box->bar, 0);
  box->share = g_atomic_rc_box_new0 (EarProgressShare);
  g_atomic_int_set (&box->share->permille, -1);
  box->cancellable = g_object_ref (cancellable);
  /* The second of several files does not make it go away and come back. */
  if (shown)
    appear_cb (box);
  else
    box->timer = g_timeout_add (PATIENCE_MS, appear_cb, box);
  return ear_progress_share_ref (box->share);
}

/**
 * ear_progress_box_stop:
 *
 * The work is done. Main thread.
 */
void
ear_progress_box_stop (EarProgressBox *box)
{
  g_clear_handle_id (&box->timer, g_source_remove);
  g_clear_pointer (&box->share, ear_progress_share_unref);
  g_clear_object (&box->cancellable);
  gtk_widget_set_visible (GTK_WIDGET (box), FALSE);
}
