/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-chart-area.h"

#include <adwaita.h>
#include <math.h>

struct _EarChartArea
{
  GtkWidget parent_instance;

  EarChart *chart;
};

G_DEFINE_FINAL_TYPE (EarChartArea, ear_chart_area, GTK_TYPE_WIDGET)

enum
{
  SIGNAL_CHOSEN,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

/* In the text's font and size, which a person sets. The style lives as long as the description. */
static EarChartStyle
style_of (EarChartArea *area, PangoFontDescription **description)
{
  PangoContext *context = gtk_widget_get_pango_context (GTK_WIDGET (area));
  g_autoptr (PangoLayout) layout = pango_layout_new (context);
  int height;

  *description = pango_font_description_copy (pango_context_get_font_description (context));
  pango_layout_set_text (layout, "X", 1);
  pango_layout_get_pixel_size (layout, NULL, &height);
  return (EarChartStyle) { .font = pango_font_description_get_family (*description),
                           .size = MAX (8, height / 1.36),
                           .dark = adw_style_manager_get_dark (adw_style_manager_get_default ()),
                           .mirrored = gtk_widget_get_direction (GTK_WIDGET (area)) == GTK_TEXT_DIR_RTL };
}

static void
ear_chart_area_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  EarChartArea *area = EAR_CHART_AREA (widget);
  PangoFontDescription *description;
  EarChartStyle style;
  cairo_t *cr;

  if (area->chart == NULL)
    return;
  style = style_of (area, &description);
  cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, (float) gtk_widget_get_width (widget),
                                                                 (float) gtk_widget_get_height (widget)));
  ear_chart_draw (area->chart, &style, cr, gtk_widget_get_width (widget));
  cairo_destroy (cr);
  pango_font_description_free (description);
}

#define NATURAL_WIDTH 640

static void
ear_chart_area_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                        int *minimum_baseline, int *natural_baseline)
{
  EarChartArea *area = EAR_CHART_AREA (widget);
  PangoFontDescription *description;
  EarChartStyle style = style_of (area, &description);
  int least = area->chart == NULL ? 0 : (int) ceil (ear_chart_least_width (area->chart, &style));

  *minimum_baseline = *natural_baseline = -1;
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = least;
      *natural = MAX (least, NATURAL_WIDTH);
    }
  else
    {
      *minimum = *natural = area->chart == NULL ? 0 : (int) ear_chart_height (area->chart, &style, MAX (for_size, least));
    }
  pango_font_description_free (description);
}

static GtkSizeRequestMode
ear_chart_area_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
pressed_cb (GtkGestureClick *click, int n_press, double x, double y, EarChartArea *area)
{
  PangoFontDescription *description;
  EarChartStyle style;
  guint row, series;

  if (area->chart == NULL)
    return;
  style = style_of (area, &description);
  if (ear_chart_find (area->chart, &style, gtk_widget_get_width (GTK_WIDGET (area)), x, y, &row, &series))
    g_signal_emit (area, signals[SIGNAL_CHOSEN], 0, row, series);
  pango_font_description_free (description);
}

static void
ear_chart_area_finalize (GObject *object)
{
  ear_chart_free (EAR_CHART_AREA (object)->chart);
  G_OBJECT_CLASS (ear_chart_area_parent_class)->finalize (object);
}

static void
ear_chart_area_class_init (EarChartAreaClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = ear_chart_area_finalize;
  widget_class->snapshot = ear_chart_area_snapshot;
  widget_class->measure = ear_chart_area_measure;
  widget_class->get_request_mode = ear_chart_area_get_request_mode;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
  /**
   * EarChartArea::chosen:
   * @row: index
   * @series: index
   *
   * A person clicked a figure.
   */
  signals[SIGNAL_CHOSEN] = g_signal_new ("chosen", EAR_TYPE_CHART_AREA, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                                         G_TYPE_UINT, G_TYPE_UINT);
}

static void
ear_chart_area_init (EarChartArea *area)
{
  GtkGesture *click = gtk_gesture_click_new ();

  g_signal_connect (click, "released", G_CALLBACK (pressed_cb), area);
  gtk_widget_add_controller (GTK_WIDGET (area), GTK_EVENT_CONTROLLER (click));
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark", G_CALLBACK (gtk_widget_queue_draw), area,
                           G_CONNECT_SWAPPED);
}

GtkWidget *
ear_chart_area_new (void)
{
  return g_object_new (EAR_TYPE_CHART_AREA, NULL);
}

void
ear_chart_area_set_chart (EarChartArea *area, EarChart *chart)
{
  g_autofree char *description = chart == NULL ? NULL : ear_chart_describe (chart);

  ear_chart_free (area->chart);
  area->chart = chart;
  if (description != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (area), GTK_ACCESSIBLE_PROPERTY_LABEL, description, -1);
  gtk_widget_queue_resize (GTK_WIDGET (area));
}

const EarChart *
ear_chart_area_get_chart (EarChartArea *area)
{
  return area->chart;
}
