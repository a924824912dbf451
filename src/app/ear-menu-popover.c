/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-menu-popover.h"

#include "ear-focus-keeper.h"

static gboolean
unparent_cb (gpointer popover)
{
  if (gtk_widget_get_parent (popover) != NULL)
    gtk_widget_unparent (popover);
  return G_SOURCE_REMOVE;
}

/* The item that was chosen is done only after this. */
static void
closed_cb (GtkWidget *popover)
{
  g_idle_add_full (G_PRIORITY_DEFAULT, unparent_cb, g_object_ref (popover), g_object_unref);
}

/* Before the item that was chosen is done: a dialog that it opens gives the focus back to where it found it. GTK would give it to
 * the first thing in the window. */
static void
give_back_cb (GtkWidget *came_from)
{
  if (gtk_widget_get_mapped (came_from))
    gtk_widget_grab_focus (came_from);
}

static void
gone_cb (GtkWidget *popover)
{
  unparent_cb (popover);
}

/**
 * ear_menu_popover_new:
 * @about: a widget that may go while the menu is open
 *
 * When it closes, what has the focus now has it again.
 *
 * Returns: (transfer none): the menu, for its actions and place to be given to it before gtk_popover_popup(). Main thread.
 */
GtkWidget *
ear_menu_popover_new (GtkWidget *about, GMenuModel *menu)
{
  GtkWidget *popover = gtk_popover_menu_new_from_model (menu), *came_from = ear_focus_get (about);

  gtk_widget_set_parent (popover, about);
  gtk_popover_set_has_arrow (GTK_POPOVER (popover), FALSE);
  gtk_widget_set_halign (popover, GTK_ALIGN_START);
  g_signal_connect (popover, "closed", G_CALLBACK (closed_cb), NULL);
  if (came_from != NULL)
    g_signal_connect_object (popover, "closed", G_CALLBACK (give_back_cb), came_from, G_CONNECT_SWAPPED);
  g_signal_connect_object (about, "destroy", G_CALLBACK (gone_cb), popover, G_CONNECT_SWAPPED);
  return popover;
}
