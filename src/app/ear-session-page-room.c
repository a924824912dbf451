/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The window for those who are in the room. Whoever types is never to type into it: it has no field, and the words would be
 * lost. */
#include "ear-session-page-private.h"

#include "ear-room-window.h"

static GtkWindow *
own_window (EarSessionPage *page)
{
  GtkRoot *root = page->line == NULL ? NULL : gtk_widget_get_root (GTK_WIDGET (page));

  return root == NULL ? NULL : GTK_WINDOW (root);
}

static void
closed_cb (EarSessionPage *page)
{
  page->room = NULL;
}

static void
take_focus_back (EarSessionPage *page)
{
  GtkWindow *window = own_window (page);

  if (window == NULL)
    return;
  gtk_window_present (window);
  ear_capture_line_focus (page->line);
}

/* Most desktops give the focus to a window that opens. Later ones are somebody's own doing. */
static void
active_cb (EarSessionPage *page, GParamSpec *pspec G_GNUC_UNUSED, GtkWindow *room)
{
  if (!gtk_window_is_active (room))
    return;
  g_signal_handlers_disconnect_by_func (room, active_cb, page);
  take_focus_back (page);
}

/* Somebody clicked there, to scroll, and typed on. */
static void
typed_cb (EarSessionPage *page, const char *text)
{
  if (own_window (page) == NULL)
    return;
  ear_capture_line_insert (page->line, text);
  take_focus_back (page);
}

/**
 * ear_session_page_toggle_room:
 *
 * Opens the window for those who are in the room, or closes it.
 */
void
ear_session_page_toggle_room (EarSessionPage *page)
{
  if (page->room != NULL)
    {
      gtk_window_destroy (page->room);
      return;
    }
  page->room = ear_room_window_new (page->workbook, &page->id);
  g_signal_connect_object (page->room, "destroy", G_CALLBACK (closed_cb), page, G_CONNECT_SWAPPED);
  g_signal_connect_object (page->room, "notify::is-active", G_CALLBACK (active_cb), page, G_CONNECT_SWAPPED);
  g_signal_connect_object (page->room, "typed", G_CALLBACK (typed_cb), page, G_CONNECT_SWAPPED);
  /* Shown, not presented: that would ask for the focus. */
  gtk_widget_set_visible (GTK_WIDGET (page->room), TRUE);
}
