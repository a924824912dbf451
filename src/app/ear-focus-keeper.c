/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-focus-keeper.h"

/* Whether what a window says has the focus cannot be given a key any more. What is not on the screen yet, as in a dialog that opens,
 * can. */
static gboolean
is_gone (GtkWidget *focus, GtkRoot *root)
{
  return gtk_widget_get_root (focus) != root || !gtk_widget_is_visible (focus);
}

/**
 * ear_focus_get:
 *
 * Returns: (transfer none) (nullable): what has the focus in the window of @widget. %NULL also while what had it was taken away and
 * nothing else has it yet, where gtk_root_get_focus() goes on naming that.
 */
GtkWidget *
ear_focus_get (GtkWidget *widget)
{
  GtkRoot *root = gtk_widget_get_root (widget);
  GtkWidget *focus = root == NULL ? NULL : gtk_root_get_focus (root);

  return focus == NULL || is_gone (focus, root) ? NULL : focus;
}

/* When the widget that has the focus is taken out of a window or hidden, as in a popover that closes, GTK finds another only when
 * the next frame is drawn, and until then drops each key. Whoever types fast, such as a filter chosen and the next one asked for,
 * would lose what was pressed. With no focus the window itself gets the key, and with it every shortcut that needs none. */
static gboolean
before_event_cb (GSignalInvocationHint *hint G_GNUC_UNUSED, guint n G_GNUC_UNUSED, const GValue *values,
                 gpointer data G_GNUC_UNUSED)
{
  GtkNative *native = gtk_native_get_for_surface (g_value_get_object (&values[0]));
  GtkWidget *focus;

  if (gdk_event_get_event_type (g_value_peek_pointer (&values[1])) != GDK_KEY_PRESS || !GTK_IS_WINDOW (native))
    return G_SOURCE_CONTINUE;
  focus = gtk_window_get_focus (GTK_WINDOW (native));
  if (focus != NULL && is_gone (focus, GTK_ROOT (native)))
    gtk_window_set_focus (GTK_WINDOW (native), NULL);
  return G_SOURCE_CONTINUE;
}

/**
 * ear_focus_keeper_start:
 *
 * Holds for every window, until the program ends. Once, on the main thread.
 */
void
ear_focus_keeper_start (void)
{
  g_autoptr (GTypeClass) surface = g_type_class_ref (GDK_TYPE_SURFACE);

  g_signal_add_emission_hook (g_signal_lookup ("event", GDK_TYPE_SURFACE), 0, before_event_cb, NULL, NULL);
}
