/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-feeling-bar.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "ear-feeling.h"
#include "ear-insight.h"
#include "ear-terms.h"

#define N_PARTS 5
#define RADIUS 4
/* Room on each side of a mark within its part. */
#define PADDING 4

struct _EarFeelingBar
{
  GtkWidget parent_instance;

  EarFeelings feelings;
  guint full; /* as many voices as fill the whole width */
};

G_DEFINE_FINAL_TYPE (EarFeelingBar, ear_feeling_bar, GTK_TYPE_WIDGET)

/* Blue against orange can be told apart by almost everybody; each part has its mark as well. The second colour is for
 * a dark background, where the mark is drawn dark. */
typedef struct
{
  const char *feeling;
  const char *light, *dark;
  gboolean dark_mark_in_light;
} Part;

static const Part parts[N_PARTS] = {
  { EAR_FEELING_WORKING, "#1a5fa8", "#7db8f0", FALSE },
  { EAR_FEELING_NOT_WORKING, "#b3470a", "#f2a468", FALSE },
  { EAR_FEELING_IDEA, "#e9bd1f", "#f4d65a", TRUE },
  { EAR_FEELING_QUESTION, "#6b5b80", "#c3b3d8", FALSE },
  { NULL, "#b9b7bd", "#77757d", TRUE },
};

static guint
part_of (const EarFeelings *feelings, guint i)
{
  const guint voices[N_PARTS] = { feelings->works, feelings->does_not_work, feelings->ideas, feelings->questions,
                                  feelings->unsaid };

  return voices[i];
}

/**
 * ear_feelings_sum:
 *
 * Returns: all parts together. A voice that is mixed is in two of them. Any thread, like all of these.
 */
guint
ear_feelings_sum (const EarFeelings *feelings)
{
  guint sum = 0;

  for (guint i = 0; i < N_PARTS; i++)
    sum += part_of (feelings, i);
  return sum;
}

/**
 * ear_feelings_add:
 * @feeling: (nullable): a word of EAR_TERMS_FEELING; anything else counts as not recorded
 *
 * Adds voices of one feeling. Those that are mixed work and do not work.
 */
void
ear_feelings_add (EarFeelings *feelings, const char *feeling, guint voices)
{
  gboolean mixed = g_strcmp0 (feeling, EAR_FEELING_MIXED) == 0;

  if (mixed || g_strcmp0 (feeling, EAR_FEELING_WORKING) == 0)
    feelings->works += voices;
  if (mixed || g_strcmp0 (feeling, EAR_FEELING_NOT_WORKING) == 0)
    feelings->does_not_work += voices;
  if (g_strcmp0 (feeling, EAR_FEELING_IDEA) == 0)
    feelings->ideas += voices;
  else if (g_strcmp0 (feeling, EAR_FEELING_QUESTION) == 0)
    feelings->questions += voices;
  else if (feeling == NULL || g_str_equal (feeling, EAR_HEADING_NOT_SAID))
    feelings->unsaid += voices;
}

/**
 * ear_feelings_describe:
 *
 * Returns: (transfer full): the numbers in words: "works 3, does not work 1, ideas 2".
 */
char *
ear_feelings_describe (const EarFeelings *feelings)
{
  const char *const words[N_PARTS]
    = { _ ("works"), _ ("does not work"), _ ("ideas"), _ ("questions"), _ ("feeling not recorded") };
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < N_PARTS; i++)
    {
      if (part_of (feelings, i) == 0)
        continue;
      g_string_append_printf (text, "%s%s %u", text->len == 0 ? "" : ", ", words[i], part_of (feelings, i));
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
draw_mark (EarFeelingBar *bar, GtkSnapshot *snapshot, const Part *part, guint voices, double x, double width,
           const GdkRGBA *colour)
{
  g_autofree char *both = g_strdup_printf ("%s %u", ear_feeling_mark (part->feeling), voices);
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (bar), both);
  int text_width, text_height;

  pango_layout_get_pixel_size (layout, &text_width, &text_height);
  if (text_width + 2 * PADDING > width)
    {
      pango_layout_set_text (layout, ear_feeling_mark (part->feeling), -1);
      pango_layout_get_pixel_size (layout, &text_width, &text_height);
    }
  if (text_width + 2 > width)
    return;
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) (x + (width - text_width) / 2),
                                                          (gtk_widget_get_height (GTK_WIDGET (bar)) - text_height) / 2.f));
  gtk_snapshot_append_layout (snapshot, layout, colour);
  gtk_snapshot_restore (snapshot);
}

static void
draw_part (EarFeelingBar *bar, GtkSnapshot *snapshot, const Part *part, guint voices, double x, double width)
{
  static const GdkRGBA white = { 1, 1, 1, 1 };
  static const GdkRGBA black = { 0, 0, 0, 0.9f };
  gboolean dark = adw_style_manager_get_dark (adw_style_manager_get_default ());
  GdkRGBA colour;

  gdk_rgba_parse (&colour, dark ? part->dark : part->light);
  gtk_snapshot_append_color (snapshot, &colour,
                             &GRAPHENE_RECT_INIT ((float) x, 0, (float) width,
                                                  gtk_widget_get_height (GTK_WIDGET (bar))));
  draw_mark (bar, snapshot, part, voices, x, width, dark || part->dark_mark_in_light ? &black : &white);
}

static double
mark_width (EarFeelingBar *bar)
{
  int widest = 0;

  for (guint i = 0; i < N_PARTS; i++)
    {
      g_autoptr (PangoLayout) layout
        = gtk_widget_create_pango_layout (GTK_WIDGET (bar), ear_feeling_mark (parts[i].feeling));
      int width;

      pango_layout_get_pixel_size (layout, &width, NULL);
      widest = MAX (widest, width);
    }
  return widest + 3;
}

static guint
n_parts_of (EarFeelingBar *bar)
{
  guint n = 0;

  for (guint i = 0; i < N_PARTS; i++)
    n += part_of (&bar->feelings, i) > 0;
  return n;
}

/* A part is never without its mark, since colour alone says nothing: what it lacks in width, the wider ones give. */
static void
share_out (EarFeelingBar *bar, double length, double least, double *widths)
{
  guint sum = ear_feelings_sum (&bar->feelings);
  double lack = 0, spare = 0;

  for (guint i = 0; i < N_PARTS; i++)
    {
      guint voices = part_of (&bar->feelings, i);

      widths[i] = length * voices / sum;
      if (voices > 0)
        *(widths[i] < least ? &lack : &spare) += ABS (least - widths[i]);
    }
  for (guint i = 0; i < N_PARTS && spare + 0.01 >= lack; i++)
    {
      if (part_of (&bar->feelings, i) > 0)
        widths[i] = widths[i] < least ? least : widths[i] - (spare > 0 ? (widths[i] - least) * lack / spare : 0);
    }
}

static void
ear_feeling_bar_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  EarFeelingBar *bar = EAR_FEELING_BAR (widget);
  guint sum = ear_feelings_sum (&bar->feelings);
  double whole = gtk_widget_get_width (widget);
  double length = bar->full == 0 ? 0 : MIN (1, (double) sum / bar->full) * whole;
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  double least = mark_width (bar);
  double widths[N_PARTS], x = 0;
  GskRoundedRect shape;

  if (sum == 0)
    return;
  /* One voice among thousands can still be seen. */
  length = MAX (length, MIN (whole, n_parts_of (bar) * least));
  gsk_rounded_rect_init_from_rect (&shape,
                                   &GRAPHENE_RECT_INIT ((float) (rtl ? whole - length : 0), 0, (float) length,
                                                        gtk_widget_get_height (widget)),
                                   RADIUS);
  gtk_snapshot_push_rounded_clip (snapshot, &shape);
  share_out (bar, length, least, widths);
  for (guint i = 0; i < N_PARTS; i++)
    {
      if (widths[i] > 0)
        draw_part (bar, snapshot, &parts[i], part_of (&bar->feelings, i), rtl ? whole - x - widths[i] : x, widths[i]);
      x += widths[i];
    }
  gtk_snapshot_pop (snapshot);
}

static void
ear_feeling_bar_measure (GtkWidget *widget, GtkOrientation orientation, int for_size G_GNUC_UNUSED, int *minimum,
                         int *natural, int *minimum_baseline, int *natural_baseline)
{
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (widget, "✓ 0");
  int width, height;

  /* As high as its text, whose size a person sets. */
  pango_layout_get_pixel_size (layout, &width, &height);
  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? width : height + 2;
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? 6 * width : height + 2;
  *minimum_baseline = *natural_baseline = -1;
}

static void
ear_feeling_bar_class_init (EarFeelingBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->snapshot = ear_feeling_bar_snapshot;
  widget_class->measure = ear_feeling_bar_measure;
  gtk_widget_class_set_css_name (widget_class, "feelingbar");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
ear_feeling_bar_init (EarFeelingBar *bar)
{
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark", G_CALLBACK (gtk_widget_queue_draw), bar,
                           G_CONNECT_SWAPPED);
}

/**
 * ear_feeling_bar_new:
 *
 * Returns: (transfer floating): an empty bar.
 */
GtkWidget *
ear_feeling_bar_new (void)
{
  return g_object_new (EAR_TYPE_FEELING_BAR, NULL);
}

/**
 * ear_feeling_bar_set_feelings:
 * @full: how many voices fill the whole width, so that bars beside each other compare
 */
void
ear_feeling_bar_set_feelings (EarFeelingBar *bar, const EarFeelings *feelings, guint full)
{
  g_autofree char *description = ear_feelings_describe (feelings);

  g_return_if_fail (EAR_IS_FEELING_BAR (bar));
  bar->feelings = *feelings;
  bar->full = full;
  gtk_accessible_update_property (GTK_ACCESSIBLE (bar), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  description[0] == '\0' ? _ ("Not heard yet") : description, -1);
  gtk_widget_set_tooltip_text (GTK_WIDGET (bar), description[0] == '\0' ? NULL : description);
  gtk_widget_queue_draw (GTK_WIDGET (bar));
}
