/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-report-sections.h"

#include <glib/gi18n.h>

#include "ear-problem.h"
#include "ear-prose-box.h"
#include "ear-rows.h"
#include "ear-window.h"

/* What is typed is kept when the hands rest so long, in milliseconds. */
#define PAUSE 400

struct _EarReportSections
{
  AdwBin parent_instance;

  GtkListBox *list;
  GPtrArray *layout;     /* (nullable) EarReportPart */
  GPtrArray *rows;       /* GtkWidget, as @layout */
  EarWorkbook *workbook; /* (nullable) */
  EarReportTemplate kind;
  guint pause;
};

G_DEFINE_FINAL_TYPE (EarReportSections, ear_report_sections, ADW_TYPE_BIN)

enum
{
  CHANGED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

typedef struct
{
  EarReportTemplate kind;
  GPtrArray *layout;
} Keeping;

static void
keeping_free (gpointer data)
{
  Keeping *keeping = data;

  g_ptr_array_unref (keeping->layout);
  g_free (keeping);
}

static gpointer
keep (EarStore *store, gpointer data, GCancellable *cancellable G_GNUC_UNUSED, GError **error)
{
  const Keeping *keeping = data;

  if (!ear_store_begin (store, error))
    return NULL;
  if (!ear_report_layout_keep (store, keeping->kind, keeping->layout, error))
    {
      ear_store_rollback (store);
      return NULL;
    }
  return GINT_TO_POINTER (ear_store_commit (store, error));
}

static void
kept_cb (GObject *workbook, GAsyncResult *result, gpointer data)
{
  g_autoptr (EarReportSections) sections = data;
  g_autoptr (GError) error = NULL;
  EarWindow *window = ear_window_of (GTK_WIDGET (sections));

  if (ear_workbook_run_finish (EAR_WORKBOOK (workbook), result, &error) == NULL && window != NULL)
    ear_window_show_error (window, _ ("What you chose for the report was not kept"), error);
}

/**
 * ear_report_sections_keep:
 *
 * Keeps what waits to be kept, now: work that is asked for later finds it in the workbook.
 */
void
ear_report_sections_keep (EarReportSections *sections)
{
  Keeping *keeping;

  if (sections->pause == 0)
    return;
  g_clear_handle_id (&sections->pause, g_source_remove);
  keeping = g_new0 (Keeping, 1);
  keeping->kind = sections->kind;
  keeping->layout = ear_report_layout_copy (sections->layout);
  ear_workbook_run_async (sections->workbook, FALSE, keep, keeping, keeping_free, NULL, NULL, kept_cb, g_object_ref (sections));
}

static gboolean
pause_cb (gpointer data)
{
  ear_report_sections_keep (data);
  return G_SOURCE_REMOVE;
}

static void
keep_soon (EarReportSections *sections)
{
  if (sections->pause == 0)
    sections->pause = g_timeout_add (PAUSE, pause_cb, sections);
  g_signal_emit (sections, signals[CHANGED], 0);
}

static EarReportPart *
part_of (EarReportSections *sections, GtkWidget *row)
{
  guint at;

  return g_ptr_array_find (sections->rows, row, &at) ? sections->layout->pdata[at] : NULL;
}

static GtkWidget *
row_of (EarReportSections *sections, GtkWidget *within)
{
  GtkWidget *row = gtk_widget_get_ancestor (within, ADW_TYPE_EXPANDER_ROW);

  return row != NULL && g_ptr_array_find (sections->rows, row, NULL) ? row : NULL;
}

static void
show_text (GtkWidget *row, const EarReportPart *part)
{
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (row), part->text == NULL ? "" : _ ("With your own text"));
}

static void
check_cb (EarReportSections *sections, GParamSpec *pspec G_GNUC_UNUSED, GtkCheckButton *check)
{
  EarReportPart *part = part_of (sections, row_of (sections, GTK_WIDGET (check)));

  part->chosen = gtk_check_button_get_active (check);
  keep_soon (sections);
}

static void
text_cb (EarReportSections *sections, GtkTextBuffer *buffer)
{
  GtkWidget *row = g_object_get_data (G_OBJECT (buffer), "row");
  EarReportPart *part = part_of (sections, row);
  GtkTextIter start, end;
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  text = gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
  if (!ear_report_layout_set_text (part, text, &error))
    ear_problem_show_row (row, error->message);
  else
    {
      show_text (row, part);
      keep_soon (sections);
    }
}

static gboolean
move (EarReportSections *sections, GtkWidget *row, int by)
{
  guint at, to;
  gpointer part;
  GtkWidget *other;
  g_autofree char *said = NULL;

  if (row == NULL || !g_ptr_array_find (sections->rows, row, &at) || (by < 0 && at == 0) || (by > 0 && at + 1 == sections->rows->len))
    return FALSE;
  to = (guint) ((int) at + by);
  part = sections->layout->pdata[at];
  sections->layout->pdata[at] = sections->layout->pdata[to];
  sections->layout->pdata[to] = part;
  /* The other one goes round it, so that the focus stays where it is. */
  other = sections->rows->pdata[to];
  sections->rows->pdata[at] = other;
  sections->rows->pdata[to] = row;
  gtk_list_box_remove (sections->list, other);
  gtk_list_box_insert (sections->list, other, (int) at);
  /* Translators: a section, then its place and how many there are. */
  said = g_strdup_printf (_ ("%s is now %u of %u"), ear_report_section_label (((EarReportPart *) part)->section), to + 1, sections->rows->len);
  gtk_accessible_announce (GTK_ACCESSIBLE (sections), said, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
  keep_soon (sections);
  return TRUE;
}

static void
up_cb (EarReportSections *sections, GtkWidget *button)
{
  move (sections, row_of (sections, button), -1);
}

static void
down_cb (EarReportSections *sections, GtkWidget *button)
{
  move (sections, row_of (sections, button), 1);
}

static gboolean
key_cb (EarReportSections *sections, guint key, guint code G_GNUC_UNUSED, GdkModifierType modifiers)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (sections)));
  GdkModifierType held = modifiers & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK | GDK_SHIFT_MASK);

  if (held != GDK_ALT_MASK || focus == NULL || (key != GDK_KEY_Up && key != GDK_KEY_Down))
    return GDK_EVENT_PROPAGATE;
  move (sections, GTK_IS_WIDGET (focus) && ADW_IS_EXPANDER_ROW (focus) ? focus : row_of (sections, focus), key == GDK_KEY_Up ? -1 : 1);
  return GDK_EVENT_STOP;
}

static GtkWidget *
new_button (EarReportSections *sections, const char *icon, const char *tip, const char *name, GCallback callback)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_set_tooltip_text (button, tip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  g_signal_connect_object (button, "clicked", callback, sections, G_CONNECT_SWAPPED);
  return button;
}

static GtkWidget *
new_text (EarReportSections *sections, GtkWidget *row, const EarReportPart *part)
{
  GtkWidget *box = g_object_new (EAR_TYPE_PROSE_BOX, "title", _ ("Your own text"), "hint", _ ("Stands at the beginning of this section, next year too"),
                                 "margin-top", 12, "margin-bottom", 12, "margin-start", 12, "margin-end", 12, NULL);
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (ear_prose_box_get_view (EAR_PROSE_BOX (box))));

  if (part->text != NULL)
    gtk_text_buffer_set_text (buffer, part->text, -1);
  g_object_set_data (G_OBJECT (buffer), "row", row);
  g_signal_connect_object (buffer, "changed", G_CALLBACK (text_cb), sections, G_CONNECT_SWAPPED);
  return box;
}

static GtkWidget *
new_row (EarReportSections *sections, const EarReportPart *part)
{
  const char *label = ear_report_section_label (part->section);
  GtkWidget *row = ear_row_new_expander (label, NULL), *check = gtk_check_button_new ();
  /* Translators: a section of a report, moved among the others. */
  g_autofree char *up = g_strdup_printf (_ ("%s: move up"), label), *down = g_strdup_printf (_ ("%s: move down"), label);

  show_text (row, part);
  gtk_widget_set_valign (check, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), part->chosen);
  g_signal_connect_object (check, "notify::active", G_CALLBACK (check_cb), sections, G_CONNECT_SWAPPED);
  adw_expander_row_add_prefix (ADW_EXPANDER_ROW (row), check);
  adw_expander_row_add_suffix (ADW_EXPANDER_ROW (row), new_button (sections, "go-down-symbolic", _ ("Later in the report (Alt+↓)"), down, G_CALLBACK (down_cb)));
  adw_expander_row_add_suffix (ADW_EXPANDER_ROW (row), new_button (sections, "go-up-symbolic", _ ("Earlier in the report (Alt+↑)"), up, G_CALLBACK (up_cb)));
  adw_expander_row_add_row (ADW_EXPANDER_ROW (row), new_text (sections, row, part));
  return row;
}

static void
empty (EarReportSections *sections)
{
  for (guint i = 0; i < sections->rows->len; i++)
    gtk_list_box_remove (sections->list, sections->rows->pdata[i]);
  g_ptr_array_set_size (sections->rows, 0);
}

/**
 * ear_report_sections_show:
 * @workbook: (nullable)
 * @layout: (transfer full) (nullable): as it is kept in it
 */
void
ear_report_sections_show (EarReportSections *sections, EarWorkbook *workbook, EarReportTemplate kind, GPtrArray *layout)
{
  ear_report_sections_keep (sections);
  empty (sections);
  g_clear_pointer (&sections->layout, g_ptr_array_unref);
  sections->layout = layout;
  sections->kind = kind;
  g_set_object (&sections->workbook, workbook);
  for (guint i = 0; layout != NULL && i < layout->len; i++)
    {
      GtkWidget *row = new_row (sections, layout->pdata[i]);

      g_ptr_array_add (sections->rows, g_object_ref_sink (row));
      gtk_list_box_append (sections->list, row);
    }
  gtk_widget_set_visible (GTK_WIDGET (sections), layout != NULL);
}

/**
 * ear_report_sections_get_layout:
 *
 * Returns: (transfer none) (nullable) (element-type EarReportPart): as it is now, whether or not it is kept yet.
 */
const GPtrArray *
ear_report_sections_get_layout (EarReportSections *sections)
{
  return sections->layout;
}

static void
ear_report_sections_dispose (GObject *object)
{
  EarReportSections *sections = EAR_REPORT_SECTIONS (object);

  if (sections->workbook != NULL)
    ear_report_sections_keep (sections);
  g_clear_handle_id (&sections->pause, g_source_remove);
  g_clear_object (&sections->workbook);
  g_clear_pointer (&sections->rows, g_ptr_array_unref);
  g_clear_pointer (&sections->layout, g_ptr_array_unref);
  G_OBJECT_CLASS (ear_report_sections_parent_class)->dispose (object);
}

static void
ear_report_sections_class_init (EarReportSectionsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ear_report_sections_dispose;
  /**
   * EarReportSections::changed:
   *
   * Something else is chosen, or written.
   */
  signals[CHANGED] = g_signal_new ("changed", EAR_TYPE_REPORT_SECTIONS, G_SIGNAL_RUN_FIRST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
ear_report_sections_init (EarReportSections *sections)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkWidget *group = adw_preferences_group_new (), *list = gtk_list_box_new ();

  sections->rows = g_ptr_array_new_with_free_func (g_object_unref);
  sections->list = GTK_LIST_BOX (list);
  gtk_list_box_set_selection_mode (sections->list, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Sections"), -1);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), list);
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), _ ("Sections"));
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group),
                                         _ ("What is in the report, in this order. Open one to write your own text for it; nothing in your text is protected."));
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_cb), sections);
  gtk_widget_add_controller (GTK_WIDGET (sections), keys);
  adw_bin_set_child (ADW_BIN (sections), group);
}
