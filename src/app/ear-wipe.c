/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-wipe.h"

#include "ear-spelling.h"

/* Turning the undo off forgets it. */
static void
forget_typing (GtkWidget *widget)
{
  if (GTK_IS_TEXT_VIEW (widget))
    {
      GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (widget));
      gboolean undo = gtk_text_buffer_get_enable_undo (buffer);

      gtk_text_buffer_set_enable_undo (buffer, FALSE);
      gtk_text_buffer_set_enable_undo (buffer, undo);
    }
  else if (GTK_IS_TEXT (widget))
    {
      gboolean undo = gtk_editable_get_enable_undo (GTK_EDITABLE (widget));

      gtk_editable_set_enable_undo (GTK_EDITABLE (widget), FALSE);
      gtk_editable_set_enable_undo (GTK_EDITABLE (widget), undo);
    }
  else if (GTK_IS_SEARCH_ENTRY (widget))
    {
      gtk_editable_set_text (GTK_EDITABLE (widget), "");
    }
}

/**
 * ear_wipe_below:
 * @widget: also a page that is kept but in no window now
 *
 * Empties its searches and makes its fields forget what was typed in them before. Main thread.
 */
void
ear_wipe_below (GtkWidget *widget)
{
  forget_typing (widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    ear_wipe_below (child);
}

/* What another program copied is that program's. */
static void
wipe_clipboard (GdkClipboard *clipboard)
{
  if (gdk_clipboard_is_local (clipboard))
    gdk_clipboard_set_content (clipboard, NULL);
}

/**
 * ear_wipe_traces:
 *
 * Empties what was copied from here and all searches, forgets which words dictionaries were asked about, and makes every field forget what was typed in it before. Main
 * thread.
 */
void
ear_wipe_traces (void)
{
  GListModel *toplevels = gtk_window_get_toplevels ();
  GdkDisplay *display = gdk_display_get_default ();

  for (guint i = 0; i < g_list_model_get_n_items (toplevels); i++)
    {
      g_autoptr (GtkWidget) toplevel = g_list_model_get_item (toplevels, i);

      ear_wipe_below (toplevel);
    }
  ear_spelling_forget ();
  wipe_clipboard (gdk_display_get_clipboard (display));
  wipe_clipboard (gdk_display_get_primary_clipboard (display));
}
