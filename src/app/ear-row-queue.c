/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-row-queue.h"

/* A GtkListView keeps two hundred rows about the one that it holds on to, of which a screen shows a dozen. To lay out the words of
 * all of them takes longer than a frame, and after a jump all of them are others. */
#define ROWS_A_FRAME 2

/* A frame is laid out four times at most, and others ask for that, too. */
#define PASSES_A_FRAME 2

/* Of a frame's sixtieth of a second so much may go into filling rows that are seen; what is left comes with the next one. After a jump,
 * such as while the list is dragged from end to end, all rows that are seen are others. */
#define FILLING_A_FRAME_US 2000

/* Until the first row was filled. */
#define FIRST_HEIGHT 80
/* Heights in such steps, so that a new mean does not have every row measured anew. */
#define HEIGHT_STEP 16

struct _EarRowQueue
{
  GtkWidget *list; /* (nullable) weak */
  EarRowFill fill;
  GPtrArray *rows; /* GtkWidget, not owned: a row leaves before it goes */
  GdkFrameClock *clock; /* (nullable) the one that is listened to */
  gulong layout_handler;
  guint tick;
  gint64 frame; /* in which rows were filled last */
  guint passes; /* so often */
  gint64 filling; /* and so long, in microseconds */
  guint64 n_filled, heights;
};

typedef struct
{
  GtkWidget *row;
  float y, height;
} Place;

static int
compare_places (gconstpointer a, gconstpointer b)
{
  const Place *one = a, *other = b;

  return one->y < other->y ? -1 : one->y > other->y;
}

/* Where the waiting rows stand in the list, from the top. */
static GArray *
find_places (EarRowQueue *queue)
{
  GArray *places = g_array_sized_new (FALSE, FALSE, sizeof (Place), queue->rows->len);

  for (guint i = 0; i < queue->rows->len; i++)
    {
      Place place = { queue->rows->pdata[i], 0, 0 };
      graphene_rect_t bounds;

      if (!gtk_widget_get_mapped (place.row) || gtk_widget_get_width (place.row) == 0
          || !gtk_widget_compute_bounds (place.row, queue->list, &bounds))
        continue;
      place.y = bounds.origin.y;
      place.height = bounds.size.height;
      g_array_append_val (places, place);
    }
  g_array_sort (places, compare_places);
  return places;
}

/* Fills a row and tells how much higher it is now. */
static float
fill_row (EarRowQueue *queue, const Place *place)
{
  int height = 0;

  gint64 began = g_get_monotonic_time ();

  g_ptr_array_remove (queue->rows, place->row);
  queue->fill (place->row);
  gtk_widget_measure (place->row, GTK_ORIENTATION_VERTICAL, gtk_widget_get_width (place->row), NULL, &height, NULL, NULL);
  queue->n_filled++;
  queue->heights += (guint64) height;
  queue->filling += g_get_monotonic_time () - began;
  return (float) height - place->height;
}

static void
stop_listening (EarRowQueue *queue)
{
  if (queue->clock != NULL)
    g_clear_signal_handler (&queue->layout_handler, queue->clock);
  g_clear_object (&queue->clock);
}

/* How far outside the screen; a screen's height at most is near enough to be filled before it is needed. */
static float
distance (const Place *place, float height)
{
  return place->y < 0 ? -(place->y + place->height) : place->y - height;
}

static gboolean
fill_nearest (EarRowQueue *queue)
{
  g_autoptr (GArray) places = find_places (queue);
  float height = (float) gtk_widget_get_height (queue->list);

  for (guint n = 0; n < ROWS_A_FRAME; n++)
    {
      const Place *nearest = NULL;
      guint at = 0;

      for (guint i = 0; i < places->len; i++)
        {
          const Place *place = &g_array_index (places, Place, i);

          if (distance (place, height) < (nearest == NULL ? height : distance (nearest, height)))
            {
              nearest = place;
              at = i;
            }
        }
      if (nearest == NULL)
        return FALSE;
      fill_row (queue, nearest);
      g_array_remove_index (places, at);
    }
  return TRUE;
}

static gboolean
tick_cb (GtkWidget *list G_GNUC_UNUSED, GdkFrameClock *clock G_GNUC_UNUSED, gpointer data)
{
  EarRowQueue *queue = data;

  if (fill_nearest (queue))
    return G_SOURCE_CONTINUE;
  queue->tick = 0;
  return G_SOURCE_REMOVE;
}

static void
ask_for_frames (EarRowQueue *queue)
{
  if (queue->tick == 0)
    queue->tick = gtk_widget_add_tick_callback (queue->list, tick_cb, ear_row_queue_ref (queue), (GDestroyNotify) ear_row_queue_unref);
}

/* The list has put its rows in their places; what is filled now is laid out once more before the frame is painted. */
static void
layout_cb (EarRowQueue *queue)
{
  g_autoptr (GArray) places = NULL;
  float height, grown = 0;

  if (queue->list == NULL || queue->rows->len == 0)
    return;
  if (queue->frame != gdk_frame_clock_get_frame_counter (queue->clock))
    {
      queue->passes = 0;
      queue->filling = 0;
    }
  queue->frame = gdk_frame_clock_get_frame_counter (queue->clock);
  if (queue->passes++ >= PASSES_A_FRAME)
    {
      ask_for_frames (queue);
      return;
    }
  places = find_places (queue);
  height = (float) gtk_widget_get_height (queue->list);
  for (guint i = 0; i < places->len; i++)
    {
      const Place *place = &g_array_index (places, Place, i);

      if (place->y + place->height <= 0)
        {
          if (place->y > -height)
            ask_for_frames (queue);
          continue;
        }
      if (place->y + grown < height && queue->filling < FILLING_A_FRAME_US)
        grown += fill_row (queue, place);
      else if (place->y < 2 * height)
        ask_for_frames (queue);
    }
}

static void
unmap_cb (EarRowQueue *queue)
{
  stop_listening (queue);
  if (queue->tick != 0)
    gtk_widget_remove_tick_callback (queue->list, queue->tick);
  queue->tick = 0;
}

/* After the surface's own handler, which it has from the time it was mapped. */
static void
listen (EarRowQueue *queue)
{
  if (queue->list == NULL || !gtk_widget_get_mapped (queue->list))
    return;
  if (queue->clock == NULL)
    {
      queue->clock = g_object_ref (gtk_widget_get_frame_clock (queue->list));
      queue->layout_handler = g_signal_connect_swapped (queue->clock, "layout", G_CALLBACK (layout_cb), queue);
    }
  ask_for_frames (queue);
}

static void
map_cb (EarRowQueue *queue)
{
  if (queue->rows->len > 0)
    listen (queue);
}

/**
 * ear_row_queue_new:
 * @list: the list whose rows these are; not kept alive
 * @fill: called with each row that is to be shown
 *
 * Returns: (transfer full): an empty queue. Main thread, like all of its functions.
 */
EarRowQueue *
ear_row_queue_new (GtkWidget *list, EarRowFill fill)
{
  EarRowQueue *queue = g_rc_box_new0 (EarRowQueue);

  g_set_weak_pointer (&queue->list, list);
  queue->fill = fill;
  queue->rows = g_ptr_array_new ();
  g_signal_connect_data (list, "map", G_CALLBACK (map_cb), ear_row_queue_ref (queue), (GClosureNotify) ear_row_queue_unref,
                         G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  g_signal_connect_swapped (list, "unmap", G_CALLBACK (unmap_cb), queue);
  return queue;
}

EarRowQueue *
ear_row_queue_ref (EarRowQueue *queue)
{
  return g_rc_box_acquire (queue);
}

static void
clear (gpointer data)
{
  EarRowQueue *queue = data;

  stop_listening (queue);
  g_clear_weak_pointer (&queue->list);
  g_ptr_array_unref (queue->rows);
}

void
ear_row_queue_unref (EarRowQueue *queue)
{
  g_rc_box_release_full (queue, clear);
}

/**
 * ear_row_queue_add:
 * @row: a widget within the list; it must be removed before it is disposed of
 */
void
ear_row_queue_add (EarRowQueue *queue, GtkWidget *row)
{
  if (g_ptr_array_find (queue->rows, row, NULL))
    return;
  g_ptr_array_add (queue->rows, row);
  listen (queue);
}

void
ear_row_queue_remove (EarRowQueue *queue, GtkWidget *row)
{
  g_ptr_array_remove (queue->rows, row);
}

/**
 * ear_row_queue_is_seen:
 *
 * Returns: whether some of @row is on the screen.
 */
gboolean
ear_row_queue_is_seen (EarRowQueue *queue, GtkWidget *row)
{
  graphene_rect_t bounds;

  return queue->list != NULL && gtk_widget_get_mapped (row) && gtk_widget_compute_bounds (row, queue->list, &bounds)
         && bounds.origin.y + bounds.size.height > 0 && bounds.origin.y < (float) gtk_widget_get_height (queue->list);
}

/**
 * ear_row_queue_get_height:
 *
 * Returns: how high a row of this list is on the average: what a row that waits should be, so that the list moves little when it
 *   is filled.
 */
int
ear_row_queue_get_height (EarRowQueue *queue)
{
  int mean = queue->n_filled == 0 ? FIRST_HEIGHT : (int) (queue->heights / queue->n_filled);

  return (mean + HEIGHT_STEP / 2) / HEIGHT_STEP * HEIGHT_STEP;
}
