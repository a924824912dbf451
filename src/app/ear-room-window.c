/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-room-window.h"

#include <glib/gi18n.h>

#include "ear-far-type.h"
#include "ear-page-feed.h"
#include "ear-room-row.h"

/* Of the classes room-size-N. */
#define N_SIZES 7
#define FIRST_SIZE 2

struct _EarRoomWindow
{
  AdwWindow parent_instance;

  AdwWindowTitle *heading;
  GtkStack *stack; /* "empty", "voices" */
  GtkScrolledWindow *scroller;
  GtkLabel *earlier;
  GtkBox *voices;

  EarId session;
  EarPageFeed *feed;
  EarRoomView *view; /* (nullable) what is shown */
  guint size;
  gboolean with_themes;
  gboolean follows; /* the newest stays in sight */
};

G_DEFINE_FINAL_TYPE (EarRoomWindow, ear_room_window, ADW_TYPE_WINDOW)

static void
remove_after (EarRoomWindow *room, GtkWidget *last)
{
  GtkWidget *child;

  while ((child = last == NULL ? gtk_widget_get_first_child (GTK_WIDGET (room->voices)) : gtk_widget_get_next_sibling (last)) != NULL)
    gtk_box_remove (room->voices, child);
}

/* Rows that stay the same are kept, so that nothing moves for those who are reading. */
static void
show_voices (EarRoomWindow *room, const EarRoomView *before)
{
  GtkWidget *last = NULL;
  guint same = 0;

  while (before != NULL && same < before->voices->len && same < room->view->voices->len
         && ear_room_voice_equal (before->voices->pdata[same], room->view->voices->pdata[same]))
    {
      last = last == NULL ? gtk_widget_get_first_child (GTK_WIDGET (room->voices)) : gtk_widget_get_next_sibling (last);
      same++;
    }
  remove_after (room, last);
  for (guint i = same; i < room->view->voices->len; i++)
    gtk_box_append (room->voices, ear_room_row_new (room->view->voices->pdata[i], room->with_themes));
}

static void
show_earlier (EarRoomWindow *room)
{
  g_autofree char *text
    = g_strdup_printf (g_dngettext (NULL, "%u earlier voice is not shown.", "%u earlier voices are not shown.", room->view->n_earlier),
                       room->view->n_earlier);

  gtk_label_set_text (room->earlier, text);
  gtk_widget_set_visible (GTK_WIDGET (room->earlier), room->view->n_earlier > 0);
}

static void
show_nothing (EarRoomWindow *room)
{
  g_clear_pointer (&room->view, ear_room_view_free);
  remove_after (room, NULL);
  gtk_stack_set_visible_child_name (room->stack, "empty");
}

static void
arrived (gpointer data, gpointer result, const GError *error G_GNUC_UNUSED)
{
  EarRoomWindow *room = data;
  g_autoptr (EarRoomView) before = NULL;

  /* What cannot be read may have been withdrawn. The conversation's own page says what is wrong. */
  if (result == NULL)
    {
      show_nothing (room);
      return;
    }
  before = g_steal_pointer (&room->view);
  room->view = result;
  adw_window_title_set_subtitle (room->heading, room->view->title == NULL ? "" : room->view->title);
  show_voices (room, before);
  show_earlier (room);
  gtk_stack_set_visible_child_name (room->stack, room->view->voices->len > 0 ? "voices" : "empty");
}

static void
reload (gpointer data)
{
  EarRoomWindow *room = data;

  ear_page_feed_ask (room->feed, ear_room_job, g_memdup2 (&room->session, sizeof room->session), g_free,
                     (GDestroyNotify) ear_room_view_free, arrived);
}

/* Down to the newest when something was added; somebody who scrolled up is left there. */
static void
adjusted_cb (EarRoomWindow *room)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (room->scroller);

  if (room->follows)
    gtk_adjustment_set_value (adjustment, gtk_adjustment_get_upper (adjustment));
}

static void
scrolled_cb (EarRoomWindow *room)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (room->scroller);
  double rest = gtk_adjustment_get_upper (adjustment) - gtk_adjustment_get_page_size (adjustment);

  room->follows = gtk_adjustment_get_value (adjustment) >= rest - 1;
}

static void
set_size (EarRoomWindow *room, guint size)
{
  ear_far_type_set_size (GTK_WIDGET (room), GTK_WIDGET (room->stack), "room", &room->size, size, N_SIZES);
}

static void
smaller_action (GtkWidget *widget, const char *name G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED)
{
  set_size (EAR_ROOM_WINDOW (widget), EAR_ROOM_WINDOW (widget)->size - 1);
}

static void
larger_action (GtkWidget *widget, const char *name G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED)
{
  set_size (EAR_ROOM_WINDOW (widget), EAR_ROOM_WINDOW (widget)->size + 1);
}

static void
usual_size_action (GtkWidget *widget, const char *name G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED)
{
  set_size (EAR_ROOM_WINDOW (widget), FIRST_SIZE);
}

enum
{
  PROP_0,
  PROP_WITH_THEMES,
  N_PROPS
};

static guint typed_signal;

/* What is typed here was meant for the line. Keys of this window come first. */
static gboolean
key_cb (EarRoomWindow *room, guint key, guint code G_GNUC_UNUSED, GdkModifierType state)
{
  gunichar c = gdk_keyval_to_unicode (key);
  char text[7] = { 0 };

  if ((state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK)) != 0 || !g_unichar_isprint (c))
    return FALSE;
  g_unichar_to_utf8 (c, text);
  g_signal_emit (room, typed_signal, 0, text);
  return TRUE;
}

static void
ear_room_window_set_property (GObject *object, guint property, const GValue *value, GParamSpec *pspec)
{
  EarRoomWindow *room = EAR_ROOM_WINDOW (object);

  if (property != PROP_WITH_THEMES)
    {
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
      return;
    }
  room->with_themes = g_value_get_boolean (value);
  if (room->view != NULL)
    show_voices (room, NULL);
}

static void
ear_room_window_get_property (GObject *object, guint property, GValue *value, GParamSpec *pspec)
{
  if (property == PROP_WITH_THEMES)
    g_value_set_boolean (value, EAR_ROOM_WINDOW (object)->with_themes);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
}

static void
ear_room_window_dispose (GObject *object)
{
  EarRoomWindow *room = EAR_ROOM_WINDOW (object);

  g_clear_pointer (&room->feed, ear_page_feed_free);
  gtk_widget_dispose_template (GTK_WIDGET (object), EAR_TYPE_ROOM_WINDOW);
  G_OBJECT_CLASS (ear_room_window_parent_class)->dispose (object);
}

static void
ear_room_window_finalize (GObject *object)
{
  g_clear_pointer (&EAR_ROOM_WINDOW (object)->view, ear_room_view_free);
  G_OBJECT_CLASS (ear_room_window_parent_class)->finalize (object);
}

static void
ear_room_window_class_init (EarRoomWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = ear_room_window_dispose;
  object_class->finalize = ear_room_window_finalize;
  object_class->set_property = ear_room_window_set_property;
  object_class->get_property = ear_room_window_get_property;

  /**
   * EarRoomWindow:with-themes:
   *
   * Whether the themes of each voice are shown. They are the listener's words, not the speaker's, so they are not at first.
   */
  g_object_class_install_property (
    object_class, PROP_WITH_THEMES,
    g_param_spec_boolean ("with-themes", NULL, NULL, FALSE, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS));

  /**
   * EarRoomWindow::typed:
   * @text: what the key stands for
   *
   * Somebody typed, though there is nothing here to type into.
   */
  typed_signal = g_signal_new ("typed", EAR_TYPE_ROOM_WINDOW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_template_from_resource (widget_class, "/uk/earshot/app/ear-room-window.ui");
  gtk_widget_class_bind_template_child (widget_class, EarRoomWindow, heading);
  gtk_widget_class_bind_template_child (widget_class, EarRoomWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, EarRoomWindow, scroller);
  gtk_widget_class_bind_template_child (widget_class, EarRoomWindow, earlier);
  gtk_widget_class_bind_template_child (widget_class, EarRoomWindow, voices);
  gtk_widget_class_install_action (widget_class, "room.smaller", NULL, smaller_action);
  gtk_widget_class_install_action (widget_class, "room.larger", NULL, larger_action);
  gtk_widget_class_install_action (widget_class, "room.usual-size", NULL, usual_size_action);
  gtk_widget_class_install_action (widget_class, "room.fullscreen", NULL, ear_far_type_toggle_fullscreen);
  gtk_widget_class_install_property_action (widget_class, "room.themes", "with-themes");
  ear_far_type_add_keys (widget_class, "room");
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_t, GDK_CONTROL_MASK, "room.themes", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F5, 0, "window.close", NULL);
}

static void
ear_room_window_init (EarRoomWindow *room)
{
  GtkAdjustment *adjustment;
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_widget_init_template (GTK_WIDGET (room));
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_cb), room);
  gtk_widget_add_controller (GTK_WIDGET (room), keys);
  room->follows = TRUE;
  room->size = FIRST_SIZE;
  set_size (room, FIRST_SIZE);
  room->feed = ear_page_feed_new (GTK_WIDGET (room), reload);
  adjustment = gtk_scrolled_window_get_vadjustment (room->scroller);
  g_signal_connect_object (adjustment, "changed", G_CALLBACK (adjusted_cb), room, G_CONNECT_SWAPPED);
  g_signal_connect_object (adjustment, "value-changed", G_CALLBACK (scrolled_cb), room, G_CONNECT_SWAPPED);
}

/**
 * ear_room_window_new:
 *
 * It belongs to no application: what is pressed in it stays in it, and it does not keep the program open.
 *
 * Returns: (transfer none): the window, which lives until it is closed or destroyed.
 */
GtkWindow *
ear_room_window_new (EarWorkbook *workbook, const EarId *session)
{
  EarRoomWindow *room = g_object_new (EAR_TYPE_ROOM_WINDOW, NULL);

  room->session = *session;
  /* Words that were withdrawn are gone from the wall before the workbook's thread has read what is left. */
  g_signal_connect_object (workbook, "erased", G_CALLBACK (show_nothing), room, G_CONNECT_SWAPPED);
  ear_page_feed_set_workbook (room->feed, workbook);
  return GTK_WINDOW (room);
}
