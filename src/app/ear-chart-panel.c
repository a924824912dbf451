/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-chart-panel.h"

#include <glib/gi18n.h>

#include "ear-chart-area.h"
#include "ear-window.h"

struct _EarChartPanel
{
  AdwBin parent_instance;

  GtkLabel *title;
  EarChartArea *area;
  GtkExpander *expander;
};

G_DEFINE_FINAL_TYPE (EarChartPanel, ear_chart_panel, ADW_TYPE_BIN)

enum
{
  SIGNAL_CHOSEN,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

/* Pixels of a file. A picture is twice as fine as a screen. */
#define FILE_WIDTH 900.0
#define PICTURE_SCALE 2.0

static void
chosen_cb (EarChartPanel *panel, guint row, guint series)
{
  g_signal_emit (panel, signals[SIGNAL_CHOSEN], 0, row, series);
}

static void
copy_table_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  const EarChart *chart = ear_chart_area_get_chart (EAR_CHART_PANEL (widget)->area);
  g_autofree char *table = chart == NULL ? NULL : ear_chart_tabulate (chart);

  if (table == NULL)
    return;
  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), table);
  ear_window_toast (ear_window_of (widget), _ ("Figures copied"));
}

static void
copy_picture_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  const EarChart *chart = ear_chart_area_get_chart (EAR_CHART_PANEL (widget)->area);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) picture = chart == NULL ? NULL : ear_chart_to_png (chart, FILE_WIDTH, PICTURE_SCALE, &error);
  g_autoptr (GdkTexture) texture = picture == NULL ? NULL : gdk_texture_new_from_bytes (picture, &error);

  if (texture == NULL)
    {
      ear_window_show_error (ear_window_of (widget), _ ("The chart could not be copied"), error);
      return;
    }
  gdk_clipboard_set_texture (gtk_widget_get_clipboard (widget), texture);
  ear_window_toast (ear_window_of (widget), _ ("Chart copied"));
}

static void
save_chosen_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (EarChartPanel) panel = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = gtk_file_dialog_save_finish (GTK_FILE_DIALOG (source), result, &error);
  EarWindow *window = ear_window_of (GTK_WIDGET (panel));
  const EarChart *chart = ear_chart_area_get_chart (panel->area);
  g_autofree char *name = file == NULL ? NULL : g_file_get_basename (file);
  g_autoptr (GBytes) bytes = NULL;

  if (window == NULL || chart == NULL || (file == NULL && g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_DISMISSED)))
    return;
  if (file != NULL)
    bytes = g_str_has_suffix (name, ".png") ? ear_chart_to_png (chart, FILE_WIDTH, PICTURE_SCALE, &error)
                                            : ear_chart_to_svg (chart, FILE_WIDTH, &error);
  if (bytes == NULL
      || !g_file_replace_contents (file, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), NULL, FALSE,
                                   G_FILE_CREATE_REPLACE_DESTINATION, NULL, NULL, &error))
    ear_window_show_error (window, _ ("The chart could not be saved"), error);
  else
    ear_window_toast (window, _ ("Chart saved. Its figures are exact: do not publish small ones."));
}

static void
save_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  g_autofree char *file = g_strconcat (_ ("chart"), ".", g_variant_get_string (parameter, NULL), NULL);

  gtk_file_dialog_set_title (dialog, _ ("Save the chart"));
  gtk_file_dialog_set_initial_name (dialog, file);
  gtk_file_dialog_save (dialog, GTK_WINDOW (ear_window_of (widget)), NULL, save_chosen_cb, g_object_ref (widget));
}

static void
ear_chart_panel_class_init (EarChartPanelClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  signals[SIGNAL_CHOSEN] = g_signal_new ("chosen", EAR_TYPE_CHART_PANEL, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                                         G_TYPE_UINT, G_TYPE_UINT);
  gtk_widget_class_install_action (widget_class, "chart.copy-table", NULL, copy_table_action);
  gtk_widget_class_install_action (widget_class, "chart.copy-picture", NULL, copy_picture_action);
  gtk_widget_class_install_action (widget_class, "chart.save", "s", save_action);
}

static GtkWidget *
make_menu (void)
{
  g_autoptr (GMenu) menu = g_menu_new ();
  GtkWidget *button = gtk_menu_button_new ();

  g_menu_append (menu, _ ("_Copy the Figures"), "chart.copy-table");
  g_menu_append (menu, _ ("Copy as _Picture"), "chart.copy-picture");
  g_menu_append (menu, _ ("Save as _SVG…"), "chart.save('svg')");
  g_menu_append (menu, _ ("Save as P_NG…"), "chart.save('png')");
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), "view-more-symbolic");
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (button), G_MENU_MODEL (menu));
  gtk_widget_set_tooltip_text (button, _ ("Copy or save this chart"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Copy or save this chart"), -1);
  gtk_widget_add_css_class (button, "flat");
  return button;
}

static void fill_expander (EarChartPanel *panel);

static void
ear_chart_panel_init (EarChartPanel *panel)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6), *scroller = gtk_scrolled_window_new ();

  panel->title = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (panel->title, 0);
  gtk_label_set_wrap (panel->title, TRUE);
  gtk_widget_set_hexpand (GTK_WIDGET (panel->title), TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (panel->title), "heading");
  gtk_box_append (GTK_BOX (head), GTK_WIDGET (panel->title));
  gtk_box_append (GTK_BOX (head), make_menu ());
  panel->area = EAR_CHART_AREA (ear_chart_area_new ());
  g_signal_connect_object (panel->area, "chosen", G_CALLBACK (chosen_cb), panel, G_CONNECT_SWAPPED);
  panel->expander = GTK_EXPANDER (gtk_expander_new (_ ("The figures as a table")));
  /* Its name would be all that stands in it. */
  gtk_accessible_reset_relation (GTK_ACCESSIBLE (panel->expander), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
  gtk_accessible_update_property (GTK_ACCESSIBLE (panel->expander), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("The figures as a table"), -1);
  gtk_box_append (GTK_BOX (box), head);
  /* Many columns need more room than a narrow window has. */
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_AUTOMATIC, GTK_POLICY_NEVER);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (panel->area));
  gtk_box_append (GTK_BOX (box), scroller);
  g_signal_connect_swapped (panel->expander, "notify::expanded", G_CALLBACK (fill_expander), panel);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (panel->expander));
  adw_bin_set_child (ADW_BIN (panel), box);
}

GtkWidget *
ear_chart_panel_new (void)
{
  return g_object_new (EAR_TYPE_CHART_PANEL, NULL);
}

static void
attach (GtkGrid *grid, const char *text, int column, int row, gboolean number)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), number ? 1 : 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_add_css_class (label, row == 0 ? "caption-heading" : number ? "numeric" : "body");
  if (number)
    gtk_widget_add_css_class (label, "plain");
  gtk_grid_attach (grid, label, column, row, 1, 1);
}

/* Cells of a table; with more of them it takes too long to be made, and a click on the picture opens their voices as well. */
#define MOST_CELLS 2500

#define ROW "row"
#define SERIES "series"

static void
figure_clicked_cb (EarChartPanel *panel, GtkWidget *button)
{
  chosen_cb (panel, GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), ROW)), GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), SERIES)));
}

static const char *
label_of (const GPtrArray *heads, guint n)
{
  return ((EarChartHead *) g_ptr_array_index (heads, n))->label;
}

/* What a click on the picture does, for whoever has no pointer. */
static void
attach_button (EarChartPanel *panel, GtkGrid *grid, const EarChart *chart, guint row, guint series, const char *figure)
{
  GtkWidget *button = gtk_button_new_with_label (figure);
  g_autofree char *name = chart->series->len == 1
                            ? g_strdup_printf (_ ("%s: %s"), label_of (chart->rows, row), figure)
                            : g_strdup_printf (_ ("%s, %s: %s"), label_of (chart->rows, row), label_of (chart->series, series), figure);

  gtk_accessible_reset_relation (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_widget_set_halign (button, GTK_ALIGN_END);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "numeric");
  g_object_set_data (G_OBJECT (button), ROW, GUINT_TO_POINTER (row));
  g_object_set_data (G_OBJECT (button), SERIES, GUINT_TO_POINTER (series));
  g_signal_connect_object (button, "clicked", G_CALLBACK (figure_clicked_cb), panel, G_CONNECT_SWAPPED);
  gtk_grid_attach (grid, button, (int) series + 1, (int) row + 1, 1, 1);
}

static GtkWidget *
make_table (EarChartPanel *panel, const EarChart *chart)
{
  gboolean opens = g_signal_has_handler_pending (panel, signals[SIGNAL_CHOSEN], 0, FALSE) && chart->cells->len <= MOST_CELLS;
  GtkWidget *scroller = gtk_scrolled_window_new (), *grid = gtk_grid_new ();

  gtk_widget_add_css_class (grid, "chart-table");
  gtk_grid_set_column_spacing (GTK_GRID (grid), 12);
  gtk_grid_set_row_spacing (GTK_GRID (grid), 3);
  attach (GTK_GRID (grid), chart->row_title == NULL ? "" : chart->row_title, 0, 0, FALSE);
  for (guint s = 0; s < chart->series->len; s++)
    attach (GTK_GRID (grid), ((EarChartHead *) g_ptr_array_index (chart->series, s))->label, (int) s + 1, 0, TRUE);
  for (guint r = 0; r < chart->rows->len; r++)
    {
      attach (GTK_GRID (grid), ((EarChartHead *) g_ptr_array_index (chart->rows, r))->label, 0, (int) r + 1, FALSE);
      for (guint s = 0; s < chart->series->len; s++)
        {
          g_autofree char *figure = ear_chart_figure (chart, r, s);

          if (opens && ear_chart_get (chart, r, s)->value > 0)
            attach_button (panel, GTK_GRID (grid), chart, r, s, figure);
          else
            attach (GTK_GRID (grid), figure, (int) s + 1, (int) r + 1, TRUE);
        }
    }
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_AUTOMATIC, GTK_POLICY_NEVER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (scroller), GTK_ACCESSIBLE_PROPERTY_LABEL, chart->title, -1);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), grid);
  return scroller;
}

/* The table is there only while it is open: GTK's expander moves the focus into a child that it does not show, too. */
static void
fill_expander (EarChartPanel *panel)
{
  const EarChart *chart = ear_chart_area_get_chart (panel->area);

  gtk_expander_set_child (panel->expander, chart != NULL && gtk_expander_get_expanded (panel->expander) ? make_table (panel, chart) : NULL);
}

/**
 * ear_chart_panel_set_chart:
 * @chart: (transfer full): what to show
 */
void
ear_chart_panel_set_chart (EarChartPanel *panel, EarChart *chart)
{
  gtk_label_set_text (panel->title, chart->title);
  ear_chart_area_set_chart (panel->area, chart);
  fill_expander (panel);
}
