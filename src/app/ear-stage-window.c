/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-stage-window.h"

#include <glib/gi18n.h>

#include "ear-far-type.h"
#include "ear-agenda-data.h"
#include "ear-terms.h"

/* Of the classes stage-size-N. */
#define N_SIZES 5
#define FIRST_SIZE 2

struct _EarStageWindow
{
  AdwWindow parent_instance;

  AdwWindowTitle *heading;
  GtkStack *stack; /* "empty", "item" */
  GtkLabel *number, *wording, *time, *said, *support, *outcome;
  GtkToggleButton *clock;
  GtkScrolledWindow *scroller;

  EarId item;      /* that is shown */
  gint64 minutes;  /* planned for it; -1: none are */
  gint64 spent;    /* microseconds until the clock was last stopped */
  gint64 since;    /* since when it runs; 0: it stands */
  guint tick;
  guint size;      /* that is shown: at most the one that is wanted, and smaller where that leaves no room for all of the item */
  guint wanted;
  double page;     /* the height there was when it was last fitted */
  guint fitting;   /* source */
};

G_DEFINE_FINAL_TYPE (EarStageWindow, ear_stage_window, ADW_TYPE_WINDOW)

static guint typed_signal, stepped_signal, count_signal;

static gint64
seconds_spent (EarStageWindow *stage)
{
  gint64 spent = stage->spent + (stage->since == 0 ? 0 : g_get_monotonic_time () - stage->since);

  return spent / G_USEC_PER_SEC;
}

/* What is left of what was planned, else how long it has taken. */
static void
show_time (EarStageWindow *stage)
{
  gint64 seconds = seconds_spent (stage), left = stage->minutes * 60 - seconds;
  gboolean is_over = stage->minutes >= 0 && left < 0;
  gint64 shown = stage->minutes < 0 ? seconds : ABS (left);
  g_autofree char *clock = g_strdup_printf ("%" G_GINT64_FORMAT ":%02d", shown / 60, (int) (shown % 60));
  g_autofree char *text = is_over               ? g_strdup_printf (_ ("%s over"), clock)
                          : stage->minutes >= 0 ? g_strdup_printf (_ ("%s left"), clock)
                                                : g_strdup (clock);

  gtk_label_set_text (stage->time, text);
  if (is_over)
    gtk_widget_add_css_class (GTK_WIDGET (stage->time), "stage-over");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (stage->time), "stage-over");
}

static gboolean
tick_cb (gpointer data)
{
  show_time (data);
  return G_SOURCE_CONTINUE;
}

static void
stop_clock (EarStageWindow *stage)
{
  if (stage->since != 0)
    stage->spent += g_get_monotonic_time () - stage->since;
  stage->since = 0;
  g_clear_handle_id (&stage->tick, g_source_remove);
  g_clear_handle_id (&stage->fitting, g_source_remove);
}

static void
start_clock (EarStageWindow *stage)
{
  if (stage->since != 0)
    return;
  stage->since = g_get_monotonic_time ();
  stage->tick = g_timeout_add_seconds (1, tick_cb, stage);
}

static void
clock_cb (EarStageWindow *stage)
{
  gboolean runs = gtk_toggle_button_get_active (stage->clock);

  if (runs)
    start_clock (stage);
  else
    stop_clock (stage);
  gtk_button_set_icon_name (GTK_BUTTON (stage->clock), runs ? "media-playback-pause-symbolic" : "media-playback-start-symbolic");
  show_time (stage);
}

static void
show_text (GtkLabel *label, const char *text)
{
  gtk_label_set_text (label, text == NULL ? "" : text);
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL && *text != '\0');
}

static void
set_size (EarStageWindow *stage, guint size)
{
  ear_far_type_set_size (GTK_WIDGET (stage), GTK_WIDGET (stage->stack), "stage", &stage->size, size, N_SIZES);
}

static gboolean
fit_cb (gpointer data)
{
  EarStageWindow *stage = data;
  GtkAdjustment *height = gtk_scrolled_window_get_vadjustment (stage->scroller);
  double page = gtk_adjustment_get_page_size (height);

  stage->fitting = 0;
  /* There is more room, or less: what is wanted is tried anew. */
  if (page != stage->page && stage->size != stage->wanted)
    set_size (stage, stage->wanted);
  else if (gtk_adjustment_get_upper (height) > page && stage->size > 0)
    set_size (stage, stage->size - 1);
  stage->page = page;
  return G_SOURCE_REMOVE;
}

/* Nobody in a hall scrolls: what has no room is shown in smaller letters, step by step. Not while it is being laid out. */
static void
height_cb (EarStageWindow *stage)
{
  if (stage->fitting == 0)
    stage->fitting = g_idle_add (fit_cb, stage);
}

/* How much was said, never what: whoever said it may be seen from here. */
static char *
describe_inputs (const EarAssemblyItem *item)
{
  guint concerns = 0, minority = 0;
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < item->inputs->len; i++)
    {
      const EarAssemblyInput *input = item->inputs->pdata[i];

      concerns += g_strcmp0 (input->stance, EAR_STANCE_CONCERN) == 0;
      minority += g_strcmp0 (input->stance, EAR_STANCE_MINORITY) == 0;
    }
  g_string_append_printf (text, ngettext ("%u voice", "%u voices", item->inputs->len), item->inputs->len);
  if (concerns > 0)
    {
      g_string_append (text, " · ");
      g_string_append_printf (text, ngettext ("%u concern", "%u concerns", concerns), concerns);
    }
  if (minority > 0)
    {
      g_string_append (text, " · ");
      g_string_append_printf (text, ngettext ("%u minority view", "%u minority views", minority), minority);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
show_item (EarStageWindow *stage, const EarAssemblyItem *item, guint number, guint n)
{
  g_autofree char *where = g_strdup_printf (_ ("%u of %u · %s"), number + 1, n, ear_term_label (EAR_TERMS_AGENDA_NATURE, item->nature));
  g_autofree char *said = describe_inputs (item);
  g_autofree char *support = ear_agenda_support_words (item);

  /* Another text may have room in larger letters. */
  if (g_strcmp0 (gtk_label_get_text (stage->wording), item->wording) != 0)
    set_size (stage, stage->wanted);
  if (!ear_id_equal (&stage->item, &item->id))
    {
      gboolean runs = stage->since != 0;

      /* The clock runs on for the next item, from the beginning. */
      stop_clock (stage);
      stage->spent = 0;
      if (runs)
        start_clock (stage);
    }
  stage->item = item->id;
  stage->minutes = item->minutes;
  gtk_label_set_text (stage->number, where);
  gtk_label_set_text (stage->wording, item->wording == NULL ? "" : item->wording);
  show_text (stage->said, said);
  show_text (stage->support, support);
  show_text (stage->outcome, item->decision == NULL ? NULL : ear_term_label (EAR_TERMS_DECISION, item->decision));
  show_time (stage);
}

/**
 * ear_stage_window_show:
 * @assembly: (nullable): %NULL where it cannot be read
 * @item: which item of its agenda, from 0
 */
void
ear_stage_window_show (EarStageWindow *stage, const EarAssembly *assembly, guint item)
{
  guint n = ear_agenda_count_live (assembly);
  const char *title = assembly == NULL ? NULL : ear_record_get (assembly->session, EAR_SESSION_TITLE);

  adw_window_title_set_title (stage->heading, title == NULL ? _ ("Community Assembly") : title);
  if (item < n)
    show_item (stage, assembly->items->pdata[item], item, n);
  gtk_stack_set_visible_child_name (stage->stack, item < n ? "item" : "empty");
  gtk_widget_action_set_enabled (GTK_WIDGET (stage), "stage.previous", item > 0 && n > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (stage), "stage.next", item + 1 < n);
  gtk_widget_action_set_enabled (GTK_WIDGET (stage), "stage.count", item < n);
}

static void
want_size (EarStageWindow *stage, guint size)
{
  stage->wanted = size;
  set_size (stage, size);
}

static void
smaller_action (GtkWidget *widget, const char *name G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED)
{
  want_size (EAR_STAGE_WINDOW (widget), EAR_STAGE_WINDOW (widget)->size - 1);
}

static void
larger_action (GtkWidget *widget, const char *name G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED)
{
  want_size (EAR_STAGE_WINDOW (widget), EAR_STAGE_WINDOW (widget)->size + 1);
}

static void
usual_size_action (GtkWidget *widget, const char *name G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED)
{
  want_size (EAR_STAGE_WINDOW (widget), FIRST_SIZE);
}

static void
previous_action (GtkWidget *widget, const char *name G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED)
{
  g_signal_emit (widget, stepped_signal, 0, -1);
}

static void
next_action (GtkWidget *widget, const char *name G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED)
{
  g_signal_emit (widget, stepped_signal, 0, 1);
}

static void
count_action (GtkWidget *widget, const char *name G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED)
{
  g_signal_emit (widget, count_signal, 0);
}

static void
clock_action (GtkWidget *widget, const char *name G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED)
{
  EarStageWindow *stage = EAR_STAGE_WINDOW (widget);

  gtk_toggle_button_set_active (stage->clock, !gtk_toggle_button_get_active (stage->clock));
}

/* What is typed here was meant for the line; keys of this window come first. */
static gboolean
key_cb (EarStageWindow *stage, guint key, guint code G_GNUC_UNUSED, GdkModifierType state)
{
  gunichar c = gdk_keyval_to_unicode (key);
  char text[7] = { 0 };

  if ((state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK)) != 0 || !g_unichar_isprint (c))
    return FALSE;
  g_unichar_to_utf8 (c, text);
  g_signal_emit (stage, typed_signal, 0, text);
  return TRUE;
}

static void
ear_stage_window_dispose (GObject *object)
{
  EarStageWindow *stage = EAR_STAGE_WINDOW (object);

  g_clear_handle_id (&stage->tick, g_source_remove);
  gtk_widget_dispose_template (GTK_WIDGET (object), EAR_TYPE_STAGE_WINDOW);
  G_OBJECT_CLASS (ear_stage_window_parent_class)->dispose (object);
}

static void
add_keys (GtkWidgetClass *klass)
{
  static const struct
  {
    guint key;
    GdkModifierType modifiers;
    const char *action;
  } keys[] = {
    /* A clicker for slides sends Page Down and Page Up. */
    { GDK_KEY_Page_Down, 0, "stage.next" },            { GDK_KEY_Page_Up, 0, "stage.previous" },
    { GDK_KEY_Right, 0, "stage.next" },                { GDK_KEY_Left, 0, "stage.previous" },
    { GDK_KEY_k, GDK_CONTROL_MASK, "stage.count" },    { GDK_KEY_t, GDK_CONTROL_MASK, "stage.clock" },
    { GDK_KEY_F6, 0, "window.close" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_widget_class_add_binding_action (klass, keys[i].key, keys[i].modifiers, keys[i].action, NULL);
  ear_far_type_add_keys (klass, "stage");
}

#define BIND(name) gtk_widget_class_bind_template_child (widget_class, EarStageWindow, name)

static void
ear_stage_window_class_init (EarStageWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ear_stage_window_dispose;
  typed_signal = g_signal_new ("typed", EAR_TYPE_STAGE_WINDOW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  stepped_signal = g_signal_new ("stepped", EAR_TYPE_STAGE_WINDOW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT);
  count_signal = g_signal_new ("count", EAR_TYPE_STAGE_WINDOW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class, "/uk/earshot/app/ear-stage-window.ui");
  BIND (heading);
  BIND (stack);
  BIND (number);
  BIND (wording);
  BIND (time);
  BIND (said);
  BIND (support);
  BIND (outcome);
  BIND (clock);
  BIND (scroller);
  gtk_widget_class_bind_template_callback (widget_class, clock_cb);
  gtk_widget_class_install_action (widget_class, "stage.smaller", NULL, smaller_action);
  gtk_widget_class_install_action (widget_class, "stage.larger", NULL, larger_action);
  gtk_widget_class_install_action (widget_class, "stage.usual-size", NULL, usual_size_action);
  gtk_widget_class_install_action (widget_class, "stage.fullscreen", NULL, ear_far_type_toggle_fullscreen);
  gtk_widget_class_install_action (widget_class, "stage.previous", NULL, previous_action);
  gtk_widget_class_install_action (widget_class, "stage.next", NULL, next_action);
  gtk_widget_class_install_action (widget_class, "stage.count", NULL, count_action);
  gtk_widget_class_install_action (widget_class, "stage.clock", NULL, clock_action);
  add_keys (widget_class);
}

static void
ear_stage_window_init (EarStageWindow *stage)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_widget_init_template (GTK_WIDGET (stage));
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_cb), stage);
  gtk_widget_add_controller (GTK_WIDGET (stage), keys);
  stage->minutes = -1;
  want_size (stage, FIRST_SIZE);
  g_signal_connect_object (gtk_scrolled_window_get_vadjustment (stage->scroller), "changed", G_CALLBACK (height_cb), stage,
                           G_CONNECT_SWAPPED);
}

/**
 * ear_stage_window_new:
 *
 * It belongs to no application, as the room view.
 *
 * Returns: (transfer none): the window, which lives until it is closed or destroyed.
 */
GtkWindow *
ear_stage_window_new (void)
{
  return g_object_new (EAR_TYPE_STAGE_WINDOW, NULL);
}
