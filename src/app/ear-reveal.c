/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-reveal.h"

static gboolean
tick_cb (GtkWidget *widget, GdkFrameClock *clock G_GNUC_UNUSED, gpointer data G_GNUC_UNUSED)
{
  GtkWidget *viewport = gtk_widget_get_ancestor (widget, GTK_TYPE_VIEWPORT);

  /* It has its place only after the next layout. */
  if (gtk_widget_get_height (widget) == 0 && gtk_widget_get_visible (widget))
    return G_SOURCE_CONTINUE;
  if (viewport != NULL)
    gtk_viewport_scroll_to (GTK_VIEWPORT (viewport), widget, NULL);
  return G_SOURCE_REMOVE;
}

/**
 * ear_reveal:
 * @widget: something that was just shown, inside a scrolled page
 *
 * Scrolls the page so far that @widget can be seen, once it has its place. Main thread.
 */
void
ear_reveal (GtkWidget *widget)
{
  gtk_widget_add_tick_callback (widget, tick_cb, NULL, NULL);
}
