/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-voice-words.h"

#include "ear-coding-words.h"
#include "ear-language.h"
#include "ear-lane-mark.h"
#include "ear-lanes.h"
#include "ear-palette.h"
#include "ear-search.h"

/* What overlaps more often shares the last lane; the themes' names stand below in any case. */
#define MAX_LANES 3
#define LANE_STEP 6
/* What it leaves beneath the letters is room for the first lane. */
#define LINE_HEIGHT 1.5
#define MIN_WIDTH 60
/* Wider than any list: a GtkBox asks for its least height at its child's natural width. */
#define NATURAL_WIDTH 4096

struct _EarVoiceWords
{
  GtkWidget parent_instance;

  PangoLayout *layout;
  GPtrArray *codings; /* (nullable) EarCodingRow */
  GArray *lanes;      /* guint, for each of them */
  guint offset;
  guint n_lanes;
};

G_DEFINE_FINAL_TYPE (EarVoiceWords, ear_voice_words, GTK_TYPE_WIDGET)

static PangoLayout *
layout_of (EarVoiceWords *words, int width)
{
  if (width >= 0 && pango_layout_get_width (words->layout) != width * PANGO_SCALE)
    pango_layout_set_width (words->layout, width * PANGO_SCALE);
  return words->layout;
}

/* The first lane lies between the lines as they are; more need more room. */
static int
room_for_lanes (EarVoiceWords *words)
{
  return words->n_lanes > 1 ? (int) (words->n_lanes - 1) * LANE_STEP : 0;
}

static GtkSizeRequestMode
ear_voice_words_get_request_mode (GtkWidget *widget G_GNUC_UNUSED)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
ear_voice_words_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                         int *minimum_baseline, int *natural_baseline)
{
  EarVoiceWords *words = EAR_VOICE_WORDS (widget);
  int height;

  *minimum_baseline = *natural_baseline = -1;
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = MIN_WIDTH;
      *natural = NATURAL_WIDTH;
      return;
    }
  pango_layout_get_pixel_size (layout_of (words, for_size < 0 ? NATURAL_WIDTH : MAX (for_size, MIN_WIDTH)), NULL, &height);
  *minimum = *natural = height + room_for_lanes (words);
}

/* Byte offsets of a coding's words in what is shown. Returns whether there are any. */
static gboolean
find_bytes (EarVoiceWords *words, const EarCodingRow *coding, int *start, int *end)
{
  const char *text = pango_layout_get_text (words->layout);
  glong length = g_utf8_strlen (text, -1);
  glong first = (glong) (coding->span.start + words->offset), last = (glong) (coding->span.end + words->offset);

  if (!ear_lanes_has_one (coding) || first < 0 || last > length)
    return FALSE;
  *start = (int) (g_utf8_offset_to_pointer (text, first) - text);
  *end = (int) (g_utf8_offset_to_pointer (text, last) - text);
  return TRUE;
}

static void
draw_in_line (EarVoiceWords *words, GtkSnapshot *snapshot, PangoLayoutIter *each, const EarCodingRow *coding, guint lane, int start,
              int end)
{
  PangoLayoutLine *line = pango_layout_iter_get_line_readonly (each);
  int from = MAX (start, pango_layout_line_get_start_index (line));
  int to = MIN (end, pango_layout_line_get_start_index (line) + pango_layout_line_get_length (line));
  float y = (float) pango_layout_iter_get_baseline (each) / PANGO_SCALE + (float) lane * LANE_STEP + 4;
  g_autofree int *ranges = NULL;
  int n_ranges;

  if (from >= to)
    return;
  pango_layout_line_get_x_ranges (line, from, to, &ranges, &n_ranges);
  for (int i = 0; i < n_ranges; i++)
    {
      float x = (float) ranges[2 * i] / PANGO_SCALE, width = (float) (ranges[2 * i + 1] - ranges[2 * i]) / PANGO_SCALE;

      ear_lane_draw_line (snapshot, &GRAPHENE_RECT_INIT (x, y, width, LANE_STEP),
                          ear_palette_step (&coding->theme, coding->colour), FALSE);
    }
}

static void
draw_lanes (EarVoiceWords *words, GtkSnapshot *snapshot)
{
  for (guint i = 0; words->codings != NULL && i < words->codings->len; i++)
    {
      g_autoptr (PangoLayoutIter) each = NULL;
      int start, end;

      if (!find_bytes (words, words->codings->pdata[i], &start, &end))
        continue;
      each = pango_layout_get_iter (words->layout);
      do
        draw_in_line (words, snapshot, each, words->codings->pdata[i], g_array_index (words->lanes, guint, i), start, end);
      while (pango_layout_iter_next_line (each));
    }
}

static void
ear_voice_words_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  EarVoiceWords *words = EAR_VOICE_WORDS (widget);
  GdkRGBA colour;

  gtk_widget_get_color (widget, &colour);
  layout_of (words, gtk_widget_get_width (widget));
  draw_lanes (words, snapshot);
  gtk_snapshot_append_layout (snapshot, words->layout, &colour);
}

/* Which themes were given to the words under the pointer. */
static gboolean
ear_voice_words_query_tooltip (GtkWidget *widget, int x, int y, gboolean keyboard, GtkTooltip *tooltip)
{
  EarVoiceWords *words = EAR_VOICE_WORDS (widget);
  g_autoptr (GPtrArray) here = g_ptr_array_new ();
  g_autofree char *names = NULL;
  int at, trailing;

  if (keyboard || !pango_layout_xy_to_index (words->layout, x * PANGO_SCALE, y * PANGO_SCALE, &at, &trailing))
    return FALSE;
  for (guint i = 0; words->codings != NULL && i < words->codings->len; i++)
    {
      int start, end;

      if (find_bytes (words, words->codings->pdata[i], &start, &end) && start <= at && at < end)
        g_ptr_array_add (here, words->codings->pdata[i]);
    }
  names = ear_coding_describe_all (here);
  gtk_tooltip_set_text (tooltip, names);
  return names != NULL;
}

/* Other fonts, other sizes: what was laid out is laid out anew. */
static void
ear_voice_words_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (ear_voice_words_parent_class)->css_changed (widget, change);
  pango_layout_context_changed (EAR_VOICE_WORDS (widget)->layout);
}

static void
ear_voice_words_finalize (GObject *object)
{
  EarVoiceWords *words = EAR_VOICE_WORDS (object);

  g_clear_object (&words->layout);
  g_clear_pointer (&words->codings, g_ptr_array_unref);
  g_array_unref (words->lanes);
  G_OBJECT_CLASS (ear_voice_words_parent_class)->finalize (object);
}

static void
ear_voice_words_class_init (EarVoiceWordsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = ear_voice_words_finalize;
  widget_class->get_request_mode = ear_voice_words_get_request_mode;
  widget_class->measure = ear_voice_words_measure;
  widget_class->snapshot = ear_voice_words_snapshot;
  widget_class->query_tooltip = ear_voice_words_query_tooltip;
  widget_class->css_changed = ear_voice_words_css_changed;
  gtk_widget_class_set_css_name (widget_class, "label");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LABEL);
}

static void
ear_voice_words_init (EarVoiceWords *words)
{
  words->lanes = g_array_new (FALSE, FALSE, sizeof (guint));
  words->layout = gtk_widget_create_pango_layout (GTK_WIDGET (words), NULL);
  pango_layout_set_wrap (words->layout, PANGO_WRAP_WORD_CHAR);
}

/* Lines begin at the side from which the interface is read, unless the words have a direction of their own. */
static void
align (EarVoiceWords *words, const char *text, const char *language)
{
  gboolean from_right = FALSE;

  gtk_widget_set_direction (GTK_WIDGET (words), ear_language_direction (language, text));
  from_right = gtk_widget_get_direction (GTK_WIDGET (words)) == GTK_TEXT_DIR_RTL;
  /* Pango takes “left” for the beginning of a line, whichever way it runs. */
  pango_layout_set_alignment (words->layout, from_right == (pango_layout_get_direction (words->layout, 0) == PANGO_DIRECTION_RTL)
                                               ? PANGO_ALIGN_LEFT
                                               : PANGO_ALIGN_RIGHT);
}

static void
add (PangoAttrList *attributes, PangoAttribute *attribute, guint start, guint end)
{
  attribute->start_index = start;
  attribute->end_index = end;
  pango_attr_list_insert (attributes, attribute);
}

/* What was searched for is bold on a tint: it is found at a glance, and without colours too. */
static void
mark_hits (PangoAttrList *attributes, const char *text, const char *search)
{
  g_autoptr (GArray) hits = search == NULL ? NULL : ear_search_hits (search, text);

  for (guint i = 0; hits != NULL && i < hits->len; i += 2)
    {
      guint start = g_array_index (hits, guint, i), end = g_array_index (hits, guint, i + 1);

      add (attributes, pango_attr_weight_new (PANGO_WEIGHT_BOLD), start, end);
      add (attributes, pango_attr_background_new (0xf5f5, 0xc2c2, 0x1111), start, end);
      add (attributes, pango_attr_background_alpha_new (0x5000), start, end);
    }
}

/**
 * ear_voice_words_set:
 * @text: the words
 * @language: (nullable): their BCP 47 tag
 * @search: (nullable): what was searched for
 */
void
ear_voice_words_set (EarVoiceWords *words, const char *text, const char *language, const char *search)
{
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();

  g_return_if_fail (EAR_IS_VOICE_WORDS (words));
  add (attributes, pango_attr_line_height_new (LINE_HEIGHT), 0, G_MAXUINT);
  if (language != NULL)
    add (attributes, pango_attr_language_new (pango_language_from_string (language)), 0, G_MAXUINT);
  mark_hits (attributes, text, search);
  pango_layout_set_text (words->layout, text, -1);
  pango_layout_set_attributes (words->layout, attributes);
  align (words, text, language);
  gtk_accessible_update_property (GTK_ACCESSIBLE (words), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  gtk_widget_queue_resize (GTK_WIDGET (words));
}

void
ear_voice_words_set_codings (EarVoiceWords *words, GPtrArray *codings, guint offset)
{
  g_return_if_fail (EAR_IS_VOICE_WORDS (words));
  g_clear_pointer (&words->codings, g_ptr_array_unref);
  words->codings = codings == NULL ? NULL : g_ptr_array_ref (codings);
  words->offset = offset;
  words->n_lanes = ear_lanes_assign (codings, MAX_LANES, words->lanes);
  pango_layout_set_spacing (words->layout, room_for_lanes (words) * PANGO_SCALE);
  gtk_widget_set_has_tooltip (GTK_WIDGET (words), words->n_lanes > 0);
  gtk_widget_queue_resize (GTK_WIDGET (words));
}
