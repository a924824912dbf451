/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-lane-view.h"

#include "ear-coding-words.h"
#include "ear-language.h"
#include "ear-lane-mark.h"
#include "ear-lanes.h"
#include "ear-palette.h"

/* More codings over one word share the last lane: their names stand below the words in any case. */
#define MAX_LANES 5

struct _EarLaneView
{
  GtkTextView parent_instance;

  GPtrArray *codings; /* EarCodingRow */
  GArray *lanes;      /* guint, for each of them */
  EarId current;
};

G_DEFINE_FINAL_TYPE (EarLaneView, ear_lane_view, GTK_TYPE_TEXT_VIEW)

static void
make_lanes (EarLaneView *view)
{
  guint n_lanes = ear_lanes_assign (view->codings, MAX_LANES, view->lanes);
  int room = (int) MAX (n_lanes, 1) * EAR_LANE_HEIGHT + 4;

  gtk_text_view_set_pixels_inside_wrap (GTK_TEXT_VIEW (view), room);
  gtk_text_view_set_pixels_below_lines (GTK_TEXT_VIEW (view), room);
}

static void
draw_piece (EarLaneView *view, GtkSnapshot *snapshot, const GdkRectangle *piece, guint n, gboolean first)
{
  const EarCodingRow *coding = view->codings->pdata[n];
  guint step = ear_palette_step (&coding->theme, coding->colour);
  float y = (float) (piece->y + piece->height) + (float) g_array_index (view->lanes, guint, n) * EAR_LANE_HEIGHT;
  graphene_rect_t area = GRAPHENE_RECT_INIT ((float) piece->x, y, (float) piece->width, EAR_LANE_HEIGHT);

  ear_lane_draw_line (snapshot, &area, step, ear_id_equal (&coding->id, &view->current));
  if (first)
    ear_lane_draw_initial (snapshot, GTK_WIDGET (view), (float) piece->x, y, step, coding->name);
}

/* Where a character stands; in a line from right to left its width counts backwards. */
static GdkRectangle
place_of (GtkTextView *view, const GtkTextIter *at)
{
  GdkRectangle place;

  gtk_text_view_get_iter_location (view, at, &place);
  if (place.width < 0)
    {
      place.x += place.width;
      place.width = -place.width;
    }
  return place;
}

static gboolean
joins (const GdkRectangle *piece, const GdkRectangle *place)
{
  return piece->width > 0 && piece->y == place->y && place->x <= piece->x + piece->width + 1
         && place->x + place->width >= piece->x - 1;
}

/* What is read in one line may lie in several places of it, where it holds both directions. */
static void
draw_coding (EarLaneView *view, GtkSnapshot *snapshot, const GdkRectangle *seen, guint n)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (view));
  const EarCodingRow *coding = view->codings->pdata[n];
  GdkRectangle piece = { 0 };
  gboolean first = TRUE;
  GtkTextIter at, end;

  gtk_text_buffer_get_iter_at_offset (buffer, &at, (int) coding->span.start);
  gtk_text_buffer_get_iter_at_offset (buffer, &end, (int) coding->span.end);
  while (gtk_text_iter_compare (&at, &end) < 0)
    {
      GdkRectangle place = place_of (GTK_TEXT_VIEW (view), &at);

      if (place.y > seen->y + seen->height)
        break;
      if (joins (&piece, &place))
        gdk_rectangle_union (&piece, &place, &piece);
      else
        {
          if (piece.width > 0)
            {
              draw_piece (view, snapshot, &piece, n, first);
              first = FALSE;
            }
          piece = place;
        }
      if (!gtk_text_iter_forward_cursor_position (&at))
        break;
    }
  if (piece.width > 0)
    draw_piece (view, snapshot, &piece, n, first);
}

static void
ear_lane_view_snapshot_layer (GtkTextView *text_view, GtkTextViewLayer layer, GtkSnapshot *snapshot)
{
  EarLaneView *view = EAR_LANE_VIEW (text_view);
  GdkRectangle seen;

  if (layer != GTK_TEXT_VIEW_LAYER_BELOW_TEXT)
    return;
  gtk_text_view_get_visible_rect (text_view, &seen);
  for (guint i = 0; i < view->codings->len; i++)
    {
      if (ear_lanes_has_one (view->codings->pdata[i]))
        draw_coding (view, snapshot, &seen, i);
    }
}

static gboolean
ear_lane_view_query_tooltip (GtkWidget *widget, int x, int y, gboolean keyboard, GtkTooltip *tooltip)
{
  EarLaneView *view = EAR_LANE_VIEW (widget);
  g_autoptr (GPtrArray) here = NULL;
  g_autofree char *words = NULL;
  GtkTextIter at;
  int buffer_x, buffer_y;

  if (keyboard)
    gtk_text_buffer_get_iter_at_mark (gtk_text_view_get_buffer (GTK_TEXT_VIEW (view)), &at,
                                      gtk_text_buffer_get_insert (gtk_text_view_get_buffer (GTK_TEXT_VIEW (view))));
  else
    {
      gtk_text_view_window_to_buffer_coords (GTK_TEXT_VIEW (view), GTK_TEXT_WINDOW_WIDGET, x, y, &buffer_x, &buffer_y);
      gtk_text_view_get_iter_at_location (GTK_TEXT_VIEW (view), &at, buffer_x, buffer_y);
    }
  here = ear_lane_view_at (view, gtk_text_iter_get_offset (&at));
  words = ear_coding_describe_all (here);
  gtk_tooltip_set_text (tooltip, words);
  return words != NULL;
}

static void
ear_lane_view_finalize (GObject *object)
{
  EarLaneView *view = EAR_LANE_VIEW (object);

  g_ptr_array_unref (view->codings);
  g_array_unref (view->lanes);
  G_OBJECT_CLASS (ear_lane_view_parent_class)->finalize (object);
}

static void
ear_lane_view_class_init (EarLaneViewClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ear_lane_view_finalize;
  GTK_WIDGET_CLASS (klass)->query_tooltip = ear_lane_view_query_tooltip;
  GTK_TEXT_VIEW_CLASS (klass)->snapshot_layer = ear_lane_view_snapshot_layer;
}

static gboolean
ask_anew_cb (GtkWidget *view, GdkFrameClock *clock G_GNUC_UNUSED, gpointer data G_GNUC_UNUSED)
{
  gtk_widget_queue_resize (view);
  return G_SOURCE_REMOVE;
}

/* A text view asks for the height of what it has laid out, and lays out more only once it has its place. That it would ask for more
 * now goes unheard in the midst of that, so it asks in the next frame. */
static void
grown_cb (EarLaneView *view)
{
  gtk_widget_add_tick_callback (GTK_WIDGET (view), ask_anew_cb, NULL, NULL);
}

static void
vadjustment_cb (EarLaneView *view)
{
  GtkAdjustment *adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (view));

  if (adjustment != NULL)
    g_signal_connect_object (adjustment, "notify::upper", G_CALLBACK (grown_cb), view, G_CONNECT_SWAPPED);
}

static void
ear_lane_view_init (EarLaneView *view)
{
  view->codings = g_ptr_array_new ();
  view->lanes = g_array_new (FALSE, FALSE, sizeof (guint));
  gtk_text_view_set_editable (GTK_TEXT_VIEW (view), FALSE);
  gtk_text_view_set_cursor_visible (GTK_TEXT_VIEW (view), TRUE);
  gtk_text_view_set_accepts_tab (GTK_TEXT_VIEW (view), FALSE);
  gtk_text_view_set_wrap_mode (GTK_TEXT_VIEW (view), GTK_WRAP_WORD_CHAR);
  gtk_text_buffer_set_enable_undo (gtk_text_view_get_buffer (GTK_TEXT_VIEW (view)), FALSE);
  gtk_widget_set_has_tooltip (GTK_WIDGET (view), TRUE);
  make_lanes (view);
  g_signal_connect (view, "notify::vadjustment", G_CALLBACK (vadjustment_cb), NULL);
}

/**
 * ear_lane_view_set_text:
 * @text: (nullable): the words
 * @language: (nullable): their BCP 47 tag
 *
 * What is selected stays so where the words are the same.
 */
void
ear_lane_view_set_text (EarLaneView *view, const char *text, const char *language)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (view));
  GtkTextIter start, end;
  g_autofree char *shown = NULL;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  shown = gtk_text_buffer_get_text (buffer, &start, &end, TRUE);
  if (g_str_equal (shown, text == NULL ? "" : text))
    return;
  gtk_text_buffer_set_text (buffer, text == NULL ? "" : text, -1);
  gtk_text_buffer_get_start_iter (buffer, &start);
  gtk_text_buffer_place_cursor (buffer, &start);
  gtk_widget_set_direction (GTK_WIDGET (view), ear_language_direction (language, text));
}

void
ear_lane_view_set_codings (EarLaneView *view, GPtrArray *codings)
{
  g_ptr_array_ref (codings);
  g_ptr_array_unref (view->codings);
  view->codings = codings;
  make_lanes (view);
  gtk_widget_queue_draw (GTK_WIDGET (view));
}

void
ear_lane_view_set_current (EarLaneView *view, const EarId *coding)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (view));

  view->current = *coding;
  for (guint i = 0; i < view->codings->len; i++)
    {
      const EarCodingRow *row = view->codings->pdata[i];
      GtkTextIter start, end;

      if (!ear_id_equal (&row->id, coding) || !ear_lanes_has_one (row))
        continue;
      gtk_text_buffer_get_iter_at_offset (buffer, &start, (int) row->span.start);
      gtk_text_buffer_get_iter_at_offset (buffer, &end, (int) row->span.end);
      gtk_text_buffer_select_range (buffer, &start, &end);
      gtk_text_view_scroll_to_iter (GTK_TEXT_VIEW (view), &start, 0, FALSE, 0, 0);
    }
  gtk_widget_queue_draw (GTK_WIDGET (view));
}

/**
 * ear_lane_view_get_selected:
 *
 * Returns: whether there is anything in @span, in code points.
 */
gboolean
ear_lane_view_get_selected (EarLaneView *view, EarSpan *span)
{
  GtkTextIter start, end;
  gboolean selected = gtk_text_buffer_get_selection_bounds (gtk_text_view_get_buffer (GTK_TEXT_VIEW (view)), &start, &end);

  *span = (EarSpan){ gtk_text_iter_get_offset (&start), gtk_text_iter_get_offset (&end) };
  return selected;
}

GPtrArray *
ear_lane_view_at (EarLaneView *view, gint64 point)
{
  GPtrArray *here = g_ptr_array_new ();

  for (guint i = 0; i < view->codings->len; i++)
    {
      EarCodingRow *row = view->codings->pdata[i];

      if (row->span.start <= point && point < row->span.end)
        g_ptr_array_add (here, row);
    }
  return here;
}
