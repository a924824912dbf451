/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-lane-mark.h"

#include <adwaita.h>

#include "ear-palette.h"

#define BADGE 12
#define MARK_WIDTH 24
#define LINE 3

struct _EarLaneMark
{
  GtkWidget parent_instance;

  guint step;
  char *name;
};

G_DEFINE_FINAL_TYPE (EarLaneMark, ear_lane_mark, GTK_TYPE_WIDGET)

static GdkRGBA
colour_of (guint step)
{
  AdwStyleManager *style = adw_style_manager_get_default ();
  guint32 rgb = ear_palette_rgb (step, adw_style_manager_get_dark (style), adw_style_manager_get_high_contrast (style));

  return (GdkRGBA){ (float) (rgb >> 16) / 255, (float) (rgb >> 8 & 0xff) / 255, (float) (rgb & 0xff) / 255, 1 };
}

static void
add_bar (GtkSnapshot *snapshot, const GdkRGBA *colour, float x, float y, float width, float height)
{
  gtk_snapshot_append_color (snapshot, colour, &GRAPHENE_RECT_INIT (x, y, width, height));
}

/**
 * ear_lane_draw_line:
 * @area: where the lane is; the line runs along its upper part
 * @strong: the coding that has the focus is drawn thicker
 */
void
ear_lane_draw_line (GtkSnapshot *snapshot, const graphene_rect_t *area, guint step, gboolean strong)
{
  GdkRGBA colour = colour_of (step);
  EarLine line = ear_palette_line (step);
  float thick = strong ? LINE + 2 : LINE, x = area->origin.x, y = area->origin.y + 2, end = x + area->size.width;
  float piece = line == EAR_LINE_DASHED ? 9 : thick, gap = line == EAR_LINE_DASHED ? 4 : 3;

  switch (line)
    {
    case EAR_LINE_DOUBLE:
      add_bar (snapshot, &colour, x, y - 1, end - x, thick - 1);
      add_bar (snapshot, &colour, x, y + thick, end - x, thick - 1);
      break;
    case EAR_LINE_DASHED:
    case EAR_LINE_DOTTED:
      for (; x < end; x += piece + gap)
        add_bar (snapshot, &colour, x, y, MIN (piece, end - x), thick);
      break;
    case EAR_LINE_SOLID:
    default:
      add_bar (snapshot, &colour, x, y, end - x, thick);
      break;
    }
}

/**
 * ear_lane_draw_initial:
 * @x: where the lane begins
 * @y: where the lane is
 */
void
ear_lane_draw_initial (GtkSnapshot *snapshot, GtkWidget *widget, float x, float y, guint step, const char *name)
{
  char initial[7] = { 0 };
  g_autoptr (PangoLayout) layout = NULL;
  g_autoptr (PangoFontDescription) font = NULL;
  GdkRGBA colour = colour_of (step);
  GdkRGBA paper = adw_style_manager_get_dark (adw_style_manager_get_default ()) ? (GdkRGBA){ 0, 0, 0, 1 } : (GdkRGBA){ 1, 1, 1, 1 };
  GskRoundedRect badge;
  int width, height;

  g_unichar_to_utf8 (name == NULL || *name == '\0' ? '?' : g_unichar_toupper (g_utf8_get_char (name)), initial);
  layout = gtk_widget_create_pango_layout (widget, initial);
  font = pango_font_description_copy (pango_context_get_font_description (gtk_widget_get_pango_context (widget)));
  pango_font_description_set_absolute_size (font, (BADGE - 2) * PANGO_SCALE);
  pango_font_description_set_weight (font, PANGO_WEIGHT_BOLD);
  pango_layout_set_font_description (layout, font);
  pango_layout_get_pixel_size (layout, &width, &height);
  gsk_rounded_rect_init_from_rect (&badge, &GRAPHENE_RECT_INIT (x, y, BADGE, BADGE), 3);
  gtk_snapshot_push_rounded_clip (snapshot, &badge);
  add_bar (snapshot, &colour, x, y, BADGE, BADGE);
  gtk_snapshot_pop (snapshot);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (x + (BADGE - (float) width) / 2, y + (BADGE - (float) height) / 2));
  gtk_snapshot_append_layout (snapshot, layout, &paper);
  gtk_snapshot_restore (snapshot);
}

static void
ear_lane_mark_measure (GtkWidget *widget G_GNUC_UNUSED, GtkOrientation orientation, int for_size G_GNUC_UNUSED, int *minimum,
                       int *natural, int *minimum_baseline, int *natural_baseline)
{
  *minimum = *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? MARK_WIDTH : EAR_LANE_HEIGHT;
  *minimum_baseline = *natural_baseline = -1;
}

static void
ear_lane_mark_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  EarLaneMark *mark = EAR_LANE_MARK (widget);
  graphene_rect_t line = GRAPHENE_RECT_INIT (BADGE, EAR_LANE_HEIGHT / 2 - 3, MARK_WIDTH - BADGE, EAR_LANE_HEIGHT);

  ear_lane_draw_line (snapshot, &line, mark->step, FALSE);
  ear_lane_draw_initial (snapshot, widget, 0, 0, mark->step, mark->name);
}

static void
ear_lane_mark_finalize (GObject *object)
{
  g_free (EAR_LANE_MARK (object)->name);
  G_OBJECT_CLASS (ear_lane_mark_parent_class)->finalize (object);
}

static void
ear_lane_mark_class_init (EarLaneMarkClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = ear_lane_mark_finalize;
  widget_class->measure = ear_lane_mark_measure;
  widget_class->snapshot = ear_lane_mark_snapshot;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
ear_lane_mark_init (EarLaneMark *mark)
{
  gtk_widget_set_valign (GTK_WIDGET (mark), GTK_ALIGN_CENTER);
}

/**
 * ear_lane_mark_set:
 * @step: of the palette
 * @name: (nullable): the theme's
 */
void
ear_lane_mark_set (EarLaneMark *mark, guint step, const char *name)
{
  if (mark->step == step && g_strcmp0 (mark->name, name) == 0)
    return;
  mark->step = step;
  g_set_str (&mark->name, name);
  gtk_widget_queue_draw (GTK_WIDGET (mark));
}

GtkWidget *
ear_lane_mark_new (const EarCodingRow *coding)
{
  EarLaneMark *mark = g_object_new (EAR_TYPE_LANE_MARK, NULL);

  mark->step = ear_palette_step (&coding->theme, coding->colour);
  mark->name = g_strdup (coding->name);
  return GTK_WIDGET (mark);
}
