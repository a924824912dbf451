/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-capture-parser.h"

#include <string.h>

#include "ear-fields.h"
#include "ear-record.h"
#include "ear-terms.h"

#define SIGNS "+-!?@#\"\\/|"
#define OPENING_QUOTE "“"
#define CLOSING_QUOTE "”"

typedef struct
{
  EarCaptureKnows knows;
  gpointer data;
  EarCapture *capture;
  gboolean works, does_not_work;
} Parser;

static gboolean
is_blank (const char *p)
{
  return g_unichar_isspace (g_utf8_get_char (p));
}

static const char *
skip_blanks (const char *p)
{
  while (*p != '\0' && is_blank (p))
    p = g_utf8_next_char (p);
  return p;
}

static const char *
skip_word (const char *p)
{
  while (*p != '\0' && !is_blank (p))
    p = g_utf8_next_char (p);
  return p;
}

static gboolean
is_number (const char *start, const char *end)
{
  for (const char *p = start; p < end; p++)
    {
      if (!g_ascii_isdigit (*p))
        return FALSE;
    }
  return end > start;
}

static const char *
feeling_of_mark (char mark)
{
  switch (mark)
    {
    case '+':
      return EAR_FEELING_WORKING;
    case '-':
      return EAR_FEELING_NOT_WORKING;
    case '!':
      return EAR_FEELING_IDEA;
    case '?':
      return EAR_FEELING_QUESTION;
    default:
      return NULL;
    }
}

static char
mark_of_feeling (const char *feeling)
{
  static const char marks[] = "+-!?";

  for (gsize i = 0; marks[i] != '\0'; i++)
    {
      if (g_strcmp0 (feeling_of_mark (marks[i]), feeling) == 0)
        return marks[i];
    }
  return '\0';
}

/* "+44 1375 …" and "-5 degrees" begin with a number, not with a feeling. */
static gboolean
is_mark (const char *p)
{
  return feeling_of_mark (*p) != NULL && !((*p == '+' || *p == '-') && g_ascii_isdigit (p[1]));
}

static const char *
take_mark (Parser *parser, const char *p)
{
  parser->works = parser->works || *p == '+';
  parser->does_not_work = parser->does_not_work || *p == '-';
  parser->capture->feeling
    = parser->works && parser->does_not_work ? EAR_FEELING_MIXED : feeling_of_mark (*p);
  return p + 1;
}

/* After the sign: "P1", "P1:" and "table 3". */
static const char *
take_speaker (Parser *parser, const char *p)
{
  const char *end = skip_word (p);
  const char *last = end;

  while (last > p + 1 && strchr (":,;.", last[-1]) != NULL)
    last--;
  if (last == end && last - p == 5 && g_ascii_strncasecmp (p, "table", 5) == 0)
    {
      const char *number = skip_blanks (end);
      const char *number_end = number + strspn (number, "0123456789");

      if (number > end && is_number (number, number_end))
        {
          parser->capture->speaker = g_strdup_printf ("%.*s %.*s", (int) (last - p), p, (int) (number_end - number), number);
          return number_end + strspn (number_end, ":,;.");
        }
    }
  parser->capture->speaker = g_strndup (p, (gsize) (last - p));
  return end;
}

/* In the middle of a line only what looks like P1 or T12 is a speaker: an account's name is not. */
static gboolean
is_plain_label (const char *p, const char *end)
{
  gsize letters = 0;

  while (p + letters < end && g_ascii_isalpha (p[letters]))
    letters++;
  return letters >= 1 && letters <= 2 && is_number (p + letters, end) && end - p <= 5;
}

static gboolean
take_theme (Parser *parser, const char *p, const char *end)
{
  g_autofree char *name = g_strndup (p, (gsize) (end - p));
  gboolean known = parser->knows != NULL && parser->knows (name, parser->data);

  g_ptr_array_add (known ? parser->capture->themes : parser->capture->unknown, g_steal_pointer (&name));
  return known;
}

static gboolean
begins_note (const char *p)
{
  return p[0] == '/' && p[1] == '/';
}

/* "|bn" and the blanks behind it: where the words begin. A tag is two or three letters with what may follow them, so
 * that |somebody is a word. */
static const char *
skip_tag (const char *p, char **language)
{
  const char *end = skip_word (p);
  gsize letters = 0;
  g_autofree char *tag = g_strndup (p, (gsize) (end - p));

  while (g_ascii_isalpha (p[letters]))
    letters++;
  if (letters < 2 || letters > 3 || (p + letters < end && p[letters] != '-')
      || !ear_value_validate (EAR_KIND_CONTRIBUTION, EAR_CONTRIBUTION_ORIGINAL_LANGUAGE, tag, NULL))
    return p;
  *language = g_steal_pointer (&tag);
  return end;
}

static gsize
opening_quote (const char *p)
{
  if (*p == '"')
    return 1;
  return g_str_has_prefix (p, OPENING_QUOTE) ? strlen (OPENING_QUOTE) : 0;
}

/* The signs before the words. Returns where the words begin. */
static const char *
parse_signs (Parser *parser, const char *p)
{
  for (;;)
    {
      p = skip_blanks (p);
      if (is_mark (p))
        p = take_mark (parser, p);
      else if (*p == '@' && parser->capture->speaker == NULL && p[1] != '\0' && !is_blank (p + 1))
        p = take_speaker (parser, p + 1);
      else if (opening_quote (p) > 0)
        {
          parser->capture->verbatim = TRUE;
          return skip_blanks (p + opening_quote (p));
        }
      else
        return p;
    }
}

/* Whether the word at @p is a sign that is not part of what was said. */
static gboolean
take_sign (Parser *parser, const char *p, const char *end)
{
  if (*p == '#' && end > p + 1)
    return take_theme (parser, p + 1, end);
  if (*p == '@' && parser->capture->speaker == NULL && is_plain_label (p + 1, end))
    {
      parser->capture->speaker = g_strndup (p + 1, (gsize) (end - p - 1));
      return TRUE;
    }
  return FALSE;
}

static void
keep_word (GString *words, const char *blanks, gsize n_blanks, const char *p, const char *end)
{
  if (words->len > 0)
    g_string_append_len (words, blanks, (gssize) n_blanks);
  if (*p == '\\' && end > p + 1 && strchr (SIGNS, p[1]) != NULL)
    p++;
  else if (*p == '\\' && g_str_has_prefix (p + 1, OPENING_QUOTE))
    p++;
  g_string_append_len (words, p, end - p);
}

/* The words without signs. Returns where the private note begins, or the line's end. */
static const char *
parse_words (Parser *parser, const char *p, GString *words, GString *original)
{
  const char *blanks = p;
  gsize n_blanks = 0;

  while (*p != '\0')
    {
      const char *start = skip_blanks (p);
      const char *end = skip_word (start);

      /* Of the blanks on both sides of a sign that is taken out, those with a line break stay. */
      if (n_blanks == 0 || memchr (p, '\n', (gsize) (start - p)) != NULL)
        {
          blanks = p;
          n_blanks = (gsize) (start - p);
        }
      p = start;
      if (*p == '\0' || begins_note (p))
        break;
      if (*p == '|' && words != original)
        {
          words = original;
          p = skip_tag (p + 1, &parser->capture->original_language);
          n_blanks = 0;
          continue;
        }
      if (!take_sign (parser, p, end))
        {
          keep_word (words, blanks, n_blanks, p, end);
          n_blanks = 0;
        }
      p = end;
    }
  return p;
}

/* The mark that ends exact words is not part of them. Where one closes in the middle, the first was said as well:
 * "I tell my story" she said. */
static void
close_quote (GString *words)
{
  if (words->len > 0 && words->str[words->len - 1] == '"')
    g_string_truncate (words, words->len - 1);
  else if (g_str_has_suffix (words->str, CLOSING_QUOTE))
    g_string_truncate (words, words->len - strlen (CLOSING_QUOTE));
  else if (strchr (words->str, '"') != NULL)
    g_string_prepend_c (words, '"');
  else if (strstr (words->str, CLOSING_QUOTE) != NULL && strstr (words->str, OPENING_QUOTE) == NULL)
    g_string_prepend (words, OPENING_QUOTE);
}

static char *
trimmed_or_null (char *text)
{
  const char *start = skip_blanks (text);
  g_autofree char *copy = g_strdup (start);

  g_free (text);
  g_strchomp (copy);
  return *copy == '\0' ? NULL : g_steal_pointer (&copy);
}

/**
 * ear_capture_parse:
 * @line: what was typed
 * @knows: (nullable): which themes there are
 * @capture: (out caller-allocates): what it stands for; whatever was in it is overwritten
 */
void
ear_capture_parse (const char *line, EarCaptureKnows knows, gpointer data, EarCapture *capture)
{
  Parser parser = { knows, data, capture, FALSE, FALSE };
  g_autoptr (GString) words = g_string_new (NULL);
  g_autoptr (GString) original = g_string_new (NULL);
  const char *rest;

  *capture = (EarCapture) { 0 };
  capture->themes = g_ptr_array_new_with_free_func (g_free);
  capture->unknown = g_ptr_array_new_with_free_func (g_free);

  rest = parse_words (&parser, parse_signs (&parser, line), words, original);
  if (capture->verbatim)
    close_quote (words);
  capture->text = trimmed_or_null (g_strdup (words->str));
  capture->original = trimmed_or_null (g_strdup (original->str));
  if (capture->original == NULL)
    g_clear_pointer (&capture->original_language, g_free);
  if (*rest != '\0')
    capture->private_note = trimmed_or_null (g_strdup (rest + 2));
}

/* The words so that reading them back gives the same: what would be a sign gets a backslash. */
static void
append_escaped (GString *line, const char *text)
{
  const char *p = text;

  while (*p != '\0')
    {
      const char *start = skip_blanks (p);
      const char *end = skip_word (start);
      gboolean first = start == text;

      g_string_append_len (line, p, start - p);
      if (start < end
          && (strchr ("#@\\|", *start) != NULL || begins_note (start)
              || (first && (is_mark (start) || opening_quote (start) > 0))))
        g_string_append_c (line, '\\');
      g_string_append_len (line, start, end - start);
      p = end;
    }
}

static gboolean
runs_from_right (const char *text)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      GUnicodeScript script = g_unichar_get_script (g_utf8_get_char (p));

      if (g_unichar_isalpha (g_utf8_get_char (p)))
        return script == G_UNICODE_SCRIPT_ARABIC || script == G_UNICODE_SCRIPT_HEBREW || script == G_UNICODE_SCRIPT_SYRIAC
               || script == G_UNICODE_SCRIPT_THAANA || script == G_UNICODE_SCRIPT_NKO || script == G_UNICODE_SCRIPT_ADLAM;
    }
  return FALSE;
}

/* Languages whose writing runs from the right wherever it is used; Kurdish and Punjabi are written both ways. */
static gboolean
is_written_from_right (const char *language)
{
  static const char *const languages[] = { "ar", "fa", "he", "ps", "ur", "yi" };

  for (gsize i = 0; i < G_N_ELEMENTS (languages); i++)
    {
      if (g_str_has_prefix (language, languages[i]) && (language[2] == '\0' || language[2] == '-'))
        return TRUE;
    }
  return FALSE;
}

/* A paragraph of its own, which then runs the way its script does; its tag would turn it round. */
static void
append_original (GString *line, const EarCapture *capture)
{
  if (capture->original == NULL)
    return;
  g_string_append_printf (line, "%s|%s%c", line->len > 0 ? "\n" : "",
                          capture->original_language == NULL ? "" : capture->original_language,
                          runs_from_right (capture->original) ? '\n' : ' ');
  append_escaped (line, capture->original);
}

/**
 * ear_capture_format:
 *
 * Returns: (transfer full): a line that stands for @capture, to be changed and read again.
 */
char *
ear_capture_format (const EarCapture *capture)
{
  g_autoptr (GString) line = g_string_new (NULL);
  char mark = mark_of_feeling (capture->feeling);

  if (capture->speaker != NULL)
    g_string_append_printf (line, "@%s ", capture->speaker);
  if (g_strcmp0 (capture->feeling, EAR_FEELING_MIXED) == 0)
    g_string_append (line, "+- ");
  else if (mark != '\0')
    g_string_append_printf (line, "%c ", mark);
  if (capture->verbatim)
    g_string_append_c (line, '"');
  append_escaped (line, capture->text == NULL ? "" : capture->text);
  if (capture->verbatim)
    g_string_append_c (line, '"');
  for (guint i = 0; capture->themes != NULL && i < capture->themes->len; i++)
    g_string_append_printf (line, " #%s", (const char *) capture->themes->pdata[i]);
  append_original (line, capture);
  if (capture->private_note != NULL)
    g_string_append_printf (line, " // %s", capture->private_note);
  return g_string_free (g_steal_pointer (&line), FALSE);
}

void
ear_capture_clear (EarCapture *capture)
{
  g_clear_pointer (&capture->text, g_free);
  g_clear_pointer (&capture->speaker, g_free);
  g_clear_pointer (&capture->original, g_free);
  g_clear_pointer (&capture->original_language, g_free);
  g_clear_pointer (&capture->private_note, g_free);
  g_clear_pointer (&capture->themes, g_ptr_array_unref);
  g_clear_pointer (&capture->unknown, g_ptr_array_unref);
}

/**
 * ear_capture_token_at:
 * @cursor: where the cursor stands, in bytes
 * @token: (out): the word that is being typed there
 *
 * Returns: whether the cursor is in, or right behind, a word that begins with # or @ and no // stands before it.
 */
gboolean
ear_capture_token_at (const char *line, gsize cursor, EarCaptureToken *token)
{
  const char *p = line;

  while (*p != '\0')
    {
      const char *start = skip_blanks (p);
      const char *end = skip_word (start);

      if (begins_note (start))
        return FALSE;
      if ((*start == '#' || *start == '@') && cursor > (gsize) (start - line) && cursor <= (gsize) (end - line))
        {
          *token = (EarCaptureToken) { *start, (gsize) (start - line), (gsize) (end - line) };
          return TRUE;
        }
      p = end;
    }
  return FALSE;
}

/**
 * ear_capture_set_mark:
 * @mark: one of + - ! ?
 *
 * Returns: (transfer full): the line with this feeling's mark instead of any it had; without one when it had this one.
 */
char *
ear_capture_set_mark (const char *line, char mark)
{
  g_autoptr (GString) marked = g_string_new (NULL);
  const char *p = skip_blanks (line);
  gboolean had = FALSE;

  if (*p == '@' && p[1] != '\0' && !is_blank (p + 1))
    {
      g_auto (EarCapture) capture = { 0 };
      Parser parser = { NULL, NULL, &capture, FALSE, FALSE };
      const char *end = take_speaker (&parser, p + 1);

      g_string_append_len (marked, p, end - p);
      g_string_append_c (marked, ' ');
      p = skip_blanks (end);
    }
  for (; is_mark (p); p = skip_blanks (p + 1))
    had = had || *p == mark;
  if (!had)
    g_string_append_printf (marked, "%c ", mark);
  g_string_append (marked, p);
  return g_string_free (g_steal_pointer (&marked), FALSE);
}

gboolean
ear_capture_has_words (const EarCapture *capture)
{
  return capture->text != NULL || capture->original != NULL;
}

/* Where the original's sign and the private note begin; the line's end where there is none. */
static void
find_parts (const char *line, const char **original, const char **note)
{
  const char *p = line;

  *original = *note = line + strlen (line);
  while (*p != '\0')
    {
      const char *start = skip_blanks (p);

      if (begins_note (start))
        {
          *note = start;
          return;
        }
      if (*start == '|' && **original == '\0')
        *original = start;
      p = skip_word (start);
    }
}

static const char *
without_blanks_before (const char *line, const char *p)
{
  while (p > line && is_blank (g_utf8_prev_char (p)))
    p = g_utf8_prev_char (p);
  return p;
}

/**
 * ear_capture_to_original:
 * @language: (nullable): the tag that a new original gets
 * @cursor: where the cursor stands in @line, in bytes
 * @moved: (out): and where it goes, in the line that is returned
 *
 * From the words to the original and back, so that an interpreter's session needs one key. Where there is no original
 * yet, its sign is put in: before the private note, on a line of its own.
 *
 * Returns: (transfer full): the line.
 */
char *
ear_capture_to_original (const char *line, const char *language, gsize cursor, gsize *moved)
{
  const char *original, *note, *end;
  g_autoptr (GString) changed = g_string_new (NULL);

  find_parts (line, &original, &note);
  if (*original == '|' && cursor > (gsize) (original - line))
    {
      *moved = (gsize) (without_blanks_before (line, original) - line);
      return g_strdup (line);
    }
  if (*original == '|')
    {
      *moved = (gsize) (note - line);
      return g_strdup (line);
    }
  end = without_blanks_before (line, note);
  g_string_append_len (changed, line, end - line);
  g_string_append_printf (changed, "%s|%s%c", changed->len > 0 ? "\n" : "", language == NULL ? "" : language,
                          language != NULL && is_written_from_right (language) ? '\n' : ' ');
  *moved = changed->len;
  if (*note != '\0')
    g_string_append_printf (changed, " %s", note);
  return g_string_free (g_steal_pointer (&changed), FALSE);
}
