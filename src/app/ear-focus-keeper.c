/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-focus-keeper.h"

#include <adwaita.h>

#define WATCH "ear-focus-watch"
/* How many frames long what was laid out anew may take to come back. */
#define MOST_FRAMES 10

/* Where the focus of a window is, and where it was when that was out of sight for a moment. */
typedef struct
{
  GtkWidget *is, *was; /* (nullable) weak */
  guint tick, frames;
} Watch;

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

/* What an AdwBreakpointBin has taken off the screen for as long as it lays it out otherwise, and @widget with it. NULL where @widget is
 * on the screen, or is not for another reason. */
static GtkWidget *
find_laid_out (GtkWidget *widget)
{
  GtkWidget *parent = gtk_widget_get_parent (widget);

  if (gtk_widget_get_mapped (widget) || !gtk_widget_is_visible (widget))
    return NULL;
  while (parent != NULL && !gtk_widget_get_mapped (parent))
    {
      widget = parent;
      parent = gtk_widget_get_parent (widget);
    }
  return parent != NULL && ADW_IS_BREAKPOINT_BIN (parent) ? widget : NULL;
}

/* GTK drops a key for what is not on the screen, so that it comes back a moment earlier than it would: out of each bin that it is in. */
static void
bring_back (GtkWidget *widget)
{
  GtkWidget *laid_out, *before = NULL;

  while ((laid_out = find_laid_out (widget)) != NULL && laid_out != before)
    {
      gtk_widget_set_child_visible (laid_out, TRUE);
      before = laid_out;
    }
}

/* Not by grabbing it: a field would select all that stands in it. */
static void
give_back (GtkWindow *window, Watch *watch)
{
  GtkWidget *was = watch->was;

  g_clear_weak_pointer (&watch->was);
  if (was != NULL && gtk_widget_get_root (was) == GTK_ROOT (window))
    gtk_window_set_focus (window, was);
}

static gboolean
tick_cb (GtkWidget *window, GdkFrameClock *clock G_GNUC_UNUSED, gpointer data)
{
  Watch *watch = data;

  if (watch->was != NULL && gtk_widget_get_mapped (watch->was))
    give_back (GTK_WINDOW (window), watch);
  if (watch->was != NULL && watch->frames++ < MOST_FRAMES)
    return G_SOURCE_CONTINUE;
  g_clear_weak_pointer (&watch->was);
  watch->tick = 0;
  return G_SOURCE_REMOVE;
}

static void
focus_cb (GtkWindow *window, GParamSpec *pspec G_GNUC_UNUSED, Watch *watch)
{
  if (watch->is != NULL && watch->was == NULL && gtk_widget_get_root (watch->is) == GTK_ROOT (window)
      && find_laid_out (watch->is) != NULL)
    {
      g_set_weak_pointer (&watch->was, watch->is);
      watch->frames = 0;
      if (watch->tick == 0)
        watch->tick = gtk_widget_add_tick_callback (GTK_WIDGET (window), tick_cb, watch, NULL);
    }
  g_set_weak_pointer (&watch->is, gtk_window_get_focus (window));
}

static void
watch_free (gpointer data)
{
  Watch *watch = data;

  g_clear_weak_pointer (&watch->is);
  g_clear_weak_pointer (&watch->was);
  g_free (watch);
}

/**
 * ear_focus_keeper_watch:
 *
 * When @window is made wider, narrower, lower or higher, and what is in it is laid out otherwise for that, what has the focus keeps
 * it: libadwaita takes it off the screen for a moment, and GTK may give the focus to something else meanwhile. Once for each
 * window, on the main thread.
 */
void
ear_focus_keeper_watch (GtkWindow *window)
{
  Watch *watch = g_new0 (Watch, 1);

  g_object_set_data_full (G_OBJECT (window), WATCH, watch, watch_free);
  g_signal_connect (window, "notify::focus-widget", G_CALLBACK (focus_cb), watch);
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
  Watch *watch;

  if (gdk_event_get_event_type (g_value_peek_pointer (&values[1])) != GDK_KEY_PRESS || !GTK_IS_WINDOW (native))
    return G_SOURCE_CONTINUE;
  watch = g_object_get_data (G_OBJECT (native), WATCH);
  if (watch != NULL && watch->was != NULL)
    give_back (GTK_WINDOW (native), watch);
  focus = gtk_window_get_focus (GTK_WINDOW (native));
  if (focus != NULL)
    bring_back (focus);
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
