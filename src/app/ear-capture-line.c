/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-capture-line.h"

#include <string.h>

#include <glib/gi18n.h>

#include "ear-capture-chips.h"
#include "ear-paste.h"
#include "ear-spelling.h"

/* Some six lines; what is longer scrolls. */
#define MAX_TEXT_HEIGHT 168

struct _EarCaptureLine
{
  AdwBin parent_instance;

  GtkWidget *changing;
  GtkScrolledWindow *scroller;
  GtkTextView *view;
  GtkTextBuffer *buffer;
  GtkLabel *placeholder;
  GtkButton *add;
  EarCaptureChips *chips;
  GtkLabel *message;
  AdwWrapBox *help;

  char *language; /* (nullable) what an original is written in, unless somebody says otherwise */
  gboolean is_changing;
  gboolean compact, tight;
  guint fit; /* idle source */
};

G_DEFINE_FINAL_TYPE (EarCaptureLine, ear_capture_line, ADW_TYPE_BIN)

enum
{
  PROP_0,
  PROP_COMPACT,
  PROP_TIGHT,
  N_PROPS
};

enum
{
  SIGNAL_CHANGED,
  SIGNAL_SUBMITTED,
  SIGNAL_RECALLED,
  SIGNAL_LEFT,
  SIGNAL_PASTED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static gsize
cursor_of (EarCaptureLine *line, const char *text)
{
  GtkTextIter cursor;

  gtk_text_buffer_get_iter_at_mark (line->buffer, &cursor, gtk_text_buffer_get_insert (line->buffer));
  return (gsize) (g_utf8_offset_to_pointer (text, gtk_text_iter_get_offset (&cursor)) - text);
}

/* Ends the word after # or @ in which the cursor stands. Returns whether there is one. */
static gboolean
complete (EarCaptureLine *line, const char *word)
{
  g_autofree char *text = ear_capture_line_get_text (line);
  g_autofree char *written = NULL;
  EarCaptureToken token;
  GtkTextIter start, end;

  if (!ear_capture_token_at (text, cursor_of (line, text), &token))
    return FALSE;
  if (word != NULL)
    written = g_strdup_printf ("%c%s ", token.sign, word);
  else
    written = g_strdup_printf ("%.*s ", (int) (token.end - token.start), text + token.start);
  gtk_text_buffer_get_iter_at_offset (line->buffer, &start, (int) g_utf8_pointer_to_offset (text, text + token.start));
  gtk_text_buffer_get_iter_at_offset (line->buffer, &end, (int) g_utf8_pointer_to_offset (text, text + token.end));
  /* What stands behind the word already is not written twice. */
  if (gtk_text_iter_get_char (&end) == ' ')
    gtk_text_iter_forward_char (&end);
  gtk_text_buffer_begin_user_action (line->buffer);
  gtk_text_buffer_delete (line->buffer, &start, &end);
  gtk_text_buffer_insert (line->buffer, &start, written, -1);
  gtk_text_buffer_end_user_action (line->buffer);
  gtk_text_buffer_place_cursor (line->buffer, &start);
  gtk_widget_grab_focus (GTK_WIDGET (line->view));
  return TRUE;
}

static void
taken_cb (EarCaptureLine *line, const char *word)
{
  complete (line, word);
}

/* Where there is little room the signs make way for what is typed with them. */
static void
show_help (EarCaptureLine *line)
{
  gtk_widget_set_visible (GTK_WIDGET (line->help),
                          !line->compact && (!line->tight || gtk_text_buffer_get_char_count (line->buffer) == 0));
}

/* Shows what the line stands for, and says it to those who cannot see the chips. */
static void
update (EarCaptureLine *line)
{
  g_autofree char *text = ear_capture_line_get_text (line);
  gboolean has_words;
  g_autofree char *spoken = ear_capture_chips_show (line->chips, text, cursor_of (line, text), &has_words);
  gboolean understood = !ear_capture_chips_is_empty (line->chips);

  show_help (line);
  gtk_widget_set_visible (GTK_WIDGET (line->placeholder), *text == '\0');
  gtk_widget_set_visible (GTK_WIDGET (line->message), !understood);
  gtk_widget_set_visible (GTK_WIDGET (line->chips), understood);
  gtk_widget_set_sensitive (GTK_WIDGET (line->add), has_words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (line->view), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, spoken, -1);
}

/* As high as the text, and scrolled only where that is too high: a text view that grows and scrolls at once leaves its
 * first line cut. */
static gboolean
fit_cb (gpointer data)
{
  EarCaptureLine *line = data;
  GtkTextIter end;
  int y, height;
  gboolean scrolls;

  line->fit = 0;
  gtk_text_buffer_get_end_iter (line->buffer, &end);
  gtk_text_view_get_line_yrange (line->view, &end, &y, &height);
  scrolls = y + height > MAX_TEXT_HEIGHT;
  gtk_scrolled_window_set_policy (line->scroller, GTK_POLICY_NEVER, scrolls ? GTK_POLICY_EXTERNAL : GTK_POLICY_NEVER);
  gtk_scrolled_window_set_min_content_height (line->scroller, scrolls ? MAX_TEXT_HEIGHT : -1);
  if (!scrolls)
    gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (line->scroller), 0);
  else
    gtk_text_view_scroll_mark_onscreen (line->view, gtk_text_buffer_get_insert (line->buffer));
  return G_SOURCE_REMOVE;
}

static void
fit (EarCaptureLine *line)
{
  if (line->fit == 0)
    line->fit = g_idle_add_full (G_PRIORITY_LOW, fit_cb, line, NULL);
}

static void
show_message (EarCaptureLine *line, const char *message)
{
  gtk_label_set_text (line->message, message != NULL ? message : _ ("Enter adds · Shift+Enter a new line · ↑ changes the last voice"));
}

static void
changed_cb (EarCaptureLine *line)
{
  show_message (line, NULL);
  update (line);
  fit (line);
  g_signal_emit (line, signals[SIGNAL_CHANGED], 0);
}

static void
submit_cb (EarCaptureLine *line)
{
  g_signal_emit (line, signals[SIGNAL_SUBMITTED], 0);
  gtk_widget_grab_focus (GTK_WIDGET (line->view));
}

static gboolean
is_empty (EarCaptureLine *line)
{
  return gtk_text_buffer_get_char_count (line->buffer) == 0;
}

/* From the words to the original and back. */
static void
original_cb (EarCaptureLine *line)
{
  g_autofree char *text = ear_capture_line_get_text (line);
  g_autofree char *changed = NULL;
  gsize cursor;
  GtkTextIter place;

  changed = ear_capture_to_original (text, line->language, cursor_of (line, text), &cursor);
  if (!g_str_equal (text, changed))
    ear_capture_line_set_text (line, changed);
  gtk_text_buffer_get_iter_at_offset (line->buffer, &place, (int) g_utf8_pointer_to_offset (changed, changed + cursor));
  gtk_text_buffer_place_cursor (line->buffer, &place);
  gtk_text_view_scroll_mark_onscreen (line->view, gtk_text_buffer_get_insert (line->buffer));
  gtk_widget_grab_focus (GTK_WIDGET (line->view));
}

static gboolean
press (EarCaptureLine *line, guint key, GdkModifierType modifiers)
{
  switch (key)
    {
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
    case GDK_KEY_ISO_Enter:
      if (modifiers & (GDK_SHIFT_MASK | GDK_ALT_MASK))
        return FALSE;
      submit_cb (line);
      return TRUE;
    case GDK_KEY_Tab:
      /* In a word after # or @ it ends the word, with the first suggestion where there is one. Elsewhere it leaves. */
      return modifiers == 0 && complete (line, ear_capture_chips_get_first (line->chips));
    case GDK_KEY_Up:
    case GDK_KEY_KP_Up:
      if (modifiers != 0 || !is_empty (line) || line->is_changing)
        return FALSE;
      g_signal_emit (line, signals[SIGNAL_RECALLED], 0);
      return TRUE;
    case GDK_KEY_l:
      if (modifiers != GDK_CONTROL_MASK)
        return FALSE;
      original_cb (line);
      return TRUE;
    case GDK_KEY_Escape:
      /* Escape would leave the page, in the middle of what somebody says. */
      if (line->is_changing)
        g_signal_emit (line, signals[SIGNAL_LEFT], 0);
      return TRUE;
    default:
      return FALSE;
    }
}

/* Before the text view, but after the input method: Enter there ends a composition, not a voice. */
static gboolean
key_cb (GtkEventControllerKey *controller, guint key, guint code G_GNUC_UNUSED, GdkModifierType state, EarCaptureLine *line)
{
  GdkEvent *event = gtk_event_controller_get_current_event (GTK_EVENT_CONTROLLER (controller));

  switch (key)
    {
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
    case GDK_KEY_ISO_Enter:
    case GDK_KEY_Tab:
    case GDK_KEY_Up:
    case GDK_KEY_KP_Up:
    case GDK_KEY_Escape:
    case GDK_KEY_l:
      return (event != NULL && gtk_text_view_im_context_filter_keypress (line->view, event))
             || press (line, key, state & (GDK_SHIFT_MASK | GDK_CONTROL_MASK | GDK_ALT_MASK));
    default:
      return FALSE;
    }
}

static void
clipboard_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (EarCaptureLine) line = data;
  g_autofree char *text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result, NULL);

  if (text == NULL || line->view == NULL)
    return;
  if (!line->is_changing && ear_paste_is_page (text))
    g_signal_emit (line, signals[SIGNAL_PASTED], 0, text);
  else
    ear_capture_line_insert (line, text);
}

/* A page is looked at first: it is many voices. */
static void
paste_cb (EarCaptureLine *line)
{
  GdkClipboard *clipboard = gtk_widget_get_clipboard (GTK_WIDGET (line));

  g_signal_stop_emission_by_name (line->view, "paste-clipboard");
  /* Asked for text where nothing was copied, the clipboard was seen to leave a task behind. */
  if (!gdk_content_formats_is_empty (gdk_clipboard_get_formats (clipboard)))
    gdk_clipboard_read_text_async (clipboard, NULL, clipboard_cb, g_object_ref (line));
}

/* A button of the help row writes its sign where it belongs. */
static void
help_cb (GtkButton *button, EarCaptureLine *line)
{
  const char *sign = gtk_widget_get_name (GTK_WIDGET (button));
  g_autofree char *text = ear_capture_line_get_text (line);
  g_autofree char *marked = NULL;

  if (*sign == '|')
    {
      original_cb (line);
      return;
    }
  if (strchr ("+-!?", *sign) != NULL)
    marked = ear_capture_set_mark (text, *sign);
  else if (*sign == '@' || *sign == '"')
    marked = g_strconcat (*sign == '@' ? "@ " : "\"", text, NULL);
  else
    marked = g_strconcat (text, *text == '\0' || g_str_has_suffix (text, " ") ? "" : " ", sign, *sign == '/' ? " " : "", NULL);
  ear_capture_line_set_text (line, marked);
  if (*sign == '@')
    {
      GtkTextIter after;

      gtk_text_buffer_get_iter_at_offset (line->buffer, &after, 1);
      gtk_text_buffer_place_cursor (line->buffer, &after);
      update (line);
    }
  gtk_widget_grab_focus (GTK_WIDGET (line->view));
}

static void
ear_capture_line_set_property (GObject *object, guint property, const GValue *value, GParamSpec *pspec)
{
  EarCaptureLine *line = EAR_CAPTURE_LINE (object);

  if (property == PROP_COMPACT)
    line->compact = g_value_get_boolean (value);
  else if (property == PROP_TIGHT)
    line->tight = g_value_get_boolean (value);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
  ear_capture_chips_set_few (line->chips, line->tight);
  show_help (line);
}

static void
ear_capture_line_get_property (GObject *object, guint property, GValue *value, GParamSpec *pspec)
{
  if (property == PROP_COMPACT)
    g_value_set_boolean (value, EAR_CAPTURE_LINE (object)->compact);
  else if (property == PROP_TIGHT)
    g_value_set_boolean (value, EAR_CAPTURE_LINE (object)->tight);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
}

static void
ear_capture_line_dispose (GObject *object)
{
  EarCaptureLine *line = EAR_CAPTURE_LINE (object);

  g_clear_handle_id (&line->fit, g_source_remove);
  g_clear_pointer (&line->language, g_free);
  gtk_widget_dispose_template (GTK_WIDGET (object), EAR_TYPE_CAPTURE_LINE);
  G_OBJECT_CLASS (ear_capture_line_parent_class)->dispose (object);
}

static void
ear_capture_line_class_init (EarCaptureLineClass *klass)
{
  static const char *const names[SIGNAL_PASTED] = { "changed", "submitted", "recalled", "left" };
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ear_capture_line_dispose;
  G_OBJECT_CLASS (klass)->set_property = ear_capture_line_set_property;
  G_OBJECT_CLASS (klass)->get_property = ear_capture_line_get_property;

  /**
   * EarCaptureLine:compact:
   *
   * Whether the row of signs is left out, on a screen with little height.
   */
  g_object_class_install_property (
    G_OBJECT_CLASS (klass), PROP_COMPACT,
    g_param_spec_boolean ("compact", NULL, NULL, FALSE, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS));
  /**
   * EarCaptureLine:tight:
   *
   * Whether the row of signs is there only while nothing is typed, and one word is offered at a time: where text is large.
   */
  g_object_class_install_property (
    G_OBJECT_CLASS (klass), PROP_TIGHT,
    g_param_spec_boolean ("tight", NULL, NULL, FALSE, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS));
  for (int i = 0; i < SIGNAL_PASTED; i++)
    signals[i] = g_signal_new (names[i], EAR_TYPE_CAPTURE_LINE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_PASTED]
    = g_signal_new ("pasted", EAR_TYPE_CAPTURE_LINE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  g_type_ensure (EAR_TYPE_CAPTURE_CHIPS);
  gtk_widget_class_set_template_from_resource (widget_class, "/uk/earshot/app/ear-capture-line.ui");
  gtk_widget_class_bind_template_child (widget_class, EarCaptureLine, changing);
  gtk_widget_class_bind_template_child (widget_class, EarCaptureLine, scroller);
  gtk_widget_class_bind_template_child (widget_class, EarCaptureLine, view);
  gtk_widget_class_bind_template_child (widget_class, EarCaptureLine, placeholder);
  gtk_widget_class_bind_template_child (widget_class, EarCaptureLine, add);
  gtk_widget_class_bind_template_child (widget_class, EarCaptureLine, chips);
  gtk_widget_class_bind_template_child (widget_class, EarCaptureLine, message);
  gtk_widget_class_bind_template_child (widget_class, EarCaptureLine, help);
  gtk_widget_class_bind_template_callback (widget_class, key_cb);
  gtk_widget_class_bind_template_callback (widget_class, submit_cb);
  gtk_widget_class_bind_template_callback (widget_class, taken_cb);
  gtk_widget_class_bind_template_callback (widget_class, help_cb);
  gtk_widget_class_bind_template_callback (widget_class, paste_cb);
}

static void
ear_capture_line_init (EarCaptureLine *line)
{
  GtkAdjustment *vadjustment;

  gtk_widget_init_template (GTK_WIDGET (line));
  line->buffer = gtk_text_view_get_buffer (line->view);
  g_signal_connect_object (line->buffer, "changed", G_CALLBACK (changed_cb), line, G_CONNECT_SWAPPED);
  ear_spelling_watch (line->view, EAR_SPELLING_LINE);
  /* The cursor may come into a word without a change. */
  g_signal_connect_object (line->buffer, "notify::cursor-position", G_CALLBACK (update), line, G_CONNECT_SWAPPED);
  /* Another width, another height. */
  vadjustment = gtk_scrolled_window_get_vadjustment (line->scroller);
  g_signal_connect_object (vadjustment, "changed", G_CALLBACK (fit), line, G_CONNECT_SWAPPED);
  g_signal_connect_object (vadjustment, "value-changed", G_CALLBACK (fit), line, G_CONNECT_SWAPPED);
  show_message (line, NULL);
  update (line);
}

/**
 * ear_capture_line_get_text:
 *
 * Returns: (transfer full): what stands in the line.
 */
char *
ear_capture_line_get_text (EarCaptureLine *line)
{
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (line->buffer, &start, &end);
  return gtk_text_buffer_get_text (line->buffer, &start, &end, FALSE);
}

/**
 * ear_capture_line_set_text:
 *
 * Puts @text into the line, the cursor behind it.
 */
void
ear_capture_line_set_text (EarCaptureLine *line, const char *text)
{
  GtkTextIter end;

  gtk_text_buffer_set_text (line->buffer, text, -1);
  gtk_text_buffer_get_end_iter (line->buffer, &end);
  gtk_text_buffer_place_cursor (line->buffer, &end);
}

/**
 * ear_capture_line_insert:
 *
 * Puts @text where the cursor stands, instead of what is selected.
 */
void
ear_capture_line_insert (EarCaptureLine *line, const char *text)
{
  gtk_text_buffer_begin_user_action (line->buffer);
  gtk_text_buffer_delete_selection (line->buffer, TRUE, TRUE);
  gtk_text_buffer_insert_interactive_at_cursor (line->buffer, text, -1, TRUE);
  gtk_text_buffer_end_user_action (line->buffer);
}

/**
 * ear_capture_line_set_themes:
 * @themes: (nullable) (element-type EarTreeRow): what # offers
 */
void
ear_capture_line_set_themes (EarCaptureLine *line, GPtrArray *themes)
{
  ear_capture_chips_set_themes (line->chips, themes);
  update (line);
}

/**
 * ear_capture_line_set_speakers:
 * @speakers: (nullable) (element-type utf8): what @ offers
 */
void
ear_capture_line_set_speakers (EarCaptureLine *line, GPtrArray *speakers)
{
  ear_capture_chips_set_speakers (line->chips, speakers);
}

/**
 * ear_capture_line_set_just_used:
 * @themes: (element-type EarId): what # offers before others, the latest first
 */
void
ear_capture_line_set_just_used (EarCaptureLine *line, GArray *themes)
{
  ear_capture_chips_set_just_used (line->chips, themes);
}

/**
 * ear_capture_line_set_language:
 * @language: (nullable): the tag of the language that is spoken, where it is not that of the listener
 */
void
ear_capture_line_set_language (EarCaptureLine *line, const char *language)
{
  g_set_str (&line->language, language);
  ear_spelling_set_language (line->view, language);
}

/**
 * ear_capture_line_set_changing:
 * @changing: whether what stands in the line is a voice that is there already
 */
void
ear_capture_line_set_changing (EarCaptureLine *line, gboolean changing)
{
  line->is_changing = changing;
  gtk_widget_set_visible (line->changing, changing);
  gtk_button_set_icon_name (line->add, changing ? "object-select-symbolic" : "list-add-symbolic");
  gtk_widget_set_tooltip_text (GTK_WIDGET (line->add), changing ? _ ("Save the change (Enter)") : _ ("Add this voice (Enter)"));
}

/**
 * ear_capture_line_say:
 *
 * Says under the line why Enter did nothing.
 */
void
ear_capture_line_say (EarCaptureLine *line, const char *message)
{
  show_message (line, message);
  gtk_widget_set_visible (GTK_WIDGET (line->message), TRUE);
  gtk_accessible_announce (GTK_ACCESSIBLE (line), message, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

void
ear_capture_line_focus (EarCaptureLine *line)
{
  gtk_widget_grab_focus (GTK_WIDGET (line->view));
}
