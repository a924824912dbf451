/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Drives the window in its own process and tells what the frame clock says: "name value" a line, times in milliseconds.
 * Usage: bench-window WHAT WORKBOOK PASSPHRASE
 *   blank    an empty libadwaita window until its first frame, and beside it the opening of a workbook
 *   open     the window with the workbook, until the first frame that shows it
 *   voices   the Voices page: its first voices, scrolling from end to end, words typed into the search, memory
 *   capture  words typed into the capture line of a new conversation
 * A frame's time is what passes from its beginning to its end on the main thread; a key's is what passes from the key to the
 * end of the first frame that begins after it. Keys are put into the entry as an input method would. */
#include <malloc.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "ear-application.h"
#include "ear-window.h"

#define SCROLL_FRAMES 900u
#define MAX_FRAME_US 33334 /* two of sixty in a second */
#define N_KEYS 300
#define KEY_GAP_MS 70

typedef struct
{
  GtkWindow *window;
  EarWorkbook *workbook;
  gint64 began;      /* of the process */
  gint64 painting;   /* when the frame under way began; 0: none */
  gint64 painted;    /* when the last one ended */
  gint64 worked;     /* by the main thread until then */
  guint n_frames;
  GArray *durations; /* gint64 */
} Bench;

static gint64
now (void)
{
  return g_get_monotonic_time ();
}

/* What the main thread worked. On a computer that does other things too it says more than the clock. */
static gint64
read_clock (clockid_t clock)
{
  struct timespec time;

  clock_gettime (clock, &time);
  return (gint64) time.tv_sec * G_USEC_PER_SEC + time.tv_nsec / 1000;
}

static gint64
worked (void)
{
  return read_clock (CLOCK_THREAD_CPUTIME_ID);
}

static void
tell (const char *name, double value)
{
  printf ("%s %.2f\n", name, value);
  fflush (stdout);
}

static int
compare (gconstpointer a, gconstpointer b)
{
  gint64 one = *(const gint64 *) a, other = *(const gint64 *) b;

  return one < other ? -1 : one > other;
}

static void
tell_percentiles (const char *name, GArray *times)
{
  g_autofree char *p50 = g_strconcat (name, "-p50", NULL), *p95 = g_strconcat (name, "-p95", NULL);
  g_autofree char *p99 = g_strconcat (name, "-p99", NULL), *most = g_strconcat (name, "-max", NULL);

  if (times->len == 0)
    return;
  g_array_sort (times, compare);
  tell (p50, g_array_index (times, gint64, times->len / 2) / 1000.);
  tell (p95, g_array_index (times, gint64, times->len * 95 / 100) / 1000.);
  tell (p99, g_array_index (times, gint64, times->len * 99 / 100) / 1000.);
  tell (most, g_array_index (times, gint64, times->len - 1) / 1000.);
}

static double
resident_mib (void)
{
  g_autofree char *text = NULL;
  const char *line;

  g_file_get_contents ("/proc/self/status", &text, NULL, NULL);
  line = text == NULL ? NULL : strstr (text, "VmRSS:");
  return line == NULL ? 0 : g_ascii_strtod (line + strlen ("VmRSS:"), NULL) / 1024;
}

static double
heap_mib (void)
{
  struct mallinfo2 info = mallinfo2 ();

  return (double) (info.uordblks + info.hblkhd) / (1 << 20);
}

static void
frame_begins_cb (Bench *bench)
{
  bench->painting = now ();
}

static void
frame_ends_cb (Bench *bench)
{
  gint64 took;

  if (bench->painting == 0)
    return;
  bench->painted = now ();
  bench->worked = worked ();
  took = bench->painted - bench->painting;
  bench->painting = 0;
  bench->n_frames++;
  g_array_append_val (bench->durations, took);
}

static void
watch_frames (Bench *bench)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (GTK_WIDGET (bench->window));

  g_signal_connect_swapped (clock, "before-paint", G_CALLBACK (frame_begins_cb), bench);
  g_signal_connect_swapped (clock, "after-paint", G_CALLBACK (frame_ends_cb), bench);
}

typedef gboolean (*Condition) (Bench *bench);

static void
await (Bench *bench, Condition condition)
{
  while (!condition (bench))
    g_main_context_iteration (NULL, TRUE);
}

static void
await_frames (Bench *bench, guint n)
{
  guint until = bench->n_frames + n;

  while (bench->n_frames < until)
    {
      gtk_widget_queue_draw (GTK_WIDGET (bench->window));
      g_main_context_iteration (NULL, TRUE);
    }
}

static gboolean
passed_cb (gpointer over)
{
  *(gboolean *) over = TRUE;
  return G_SOURCE_REMOVE;
}

static void
let_pass (guint ms)
{
  gboolean over = FALSE;

  g_timeout_add (ms, passed_cb, &over);
  while (!over)
    g_main_context_iteration (NULL, TRUE);
}

static GtkWidget *
find (GtkWidget *top, GType type)
{
  if (g_type_is_a (G_OBJECT_TYPE (top), type) && gtk_widget_get_mapped (top))
    return top;
  for (GtkWidget *child = gtk_widget_get_first_child (top); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find (child, type);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static GtkWidget *
find_named (GtkWidget *top, const char *type)
{
  return g_type_from_name (type) == 0 ? NULL : find (top, g_type_from_name (type));
}

static void
opened_cb (GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer data)
{
  Bench *bench = data;
  g_autoptr (GError) error = NULL;

  bench->workbook = ear_workbook_open_finish (result, &error);
  if (bench->workbook == NULL)
    g_error ("%s", error->message);
}

static gboolean
is_open (Bench *bench)
{
  return bench->workbook != NULL;
}

static gboolean
has_painted (Bench *bench)
{
  return bench->n_frames > 0;
}

static void
present (Bench *bench)
{
  gtk_window_set_default_size (bench->window, 1100, 800);
  gtk_window_present (bench->window);
  while (gtk_widget_get_frame_clock (GTK_WIDGET (bench->window)) == NULL)
    g_main_context_iteration (NULL, TRUE);
  watch_frames (bench);
}

static void
measure_blank (Bench *bench, GtkApplication *application)
{
  bench->window = GTK_WINDOW (adw_application_window_new (application));
  adw_application_window_set_content (ADW_APPLICATION_WINDOW (bench->window), gtk_label_new ("blank"));
  present (bench);
  await (bench, has_painted);
  await (bench, is_open);
  tell ("blank-and-key", (now () - bench->began) / 1000.);
  tell ("blank-and-key-processor", read_clock (CLOCK_PROCESS_CPUTIME_ID) / 1000.);
}

static gboolean
shows_sessions (Bench *bench)
{
  GtkWidget *list = find (GTK_WIDGET (bench->window), GTK_TYPE_LIST_VIEW);

  return list != NULL && g_list_model_get_n_items (G_LIST_MODEL (gtk_list_view_get_model (GTK_LIST_VIEW (list)))) > 0;
}

static void
show_window (Bench *bench, GtkApplication *application)
{
  bench->window = GTK_WINDOW (ear_window_new (application));
  present (bench);
  await (bench, is_open);
  ear_window_take_workbook (EAR_WINDOW (bench->window), g_object_ref (bench->workbook));
  await_frames (bench, 1);
}

static void
measure_open (Bench *bench, GtkApplication *application)
{
  show_window (bench, application);
  tell ("open-first-paint", (now () - bench->began) / 1000.);
  tell ("open-first-paint-processor", read_clock (CLOCK_PROCESS_CPUTIME_ID) / 1000.);
  await (bench, shows_sessions);
  await_frames (bench, 1);
  tell ("open-sessions", (now () - bench->began) / 1000.);
}

static GtkListView *
voices_list (Bench *bench)
{
  GtkWidget *page = find_named (GTK_WIDGET (bench->window), "EarVoicesPage");
  GtkWidget *list = page == NULL ? NULL : find (page, GTK_TYPE_LIST_VIEW);

  return list == NULL ? NULL : GTK_LIST_VIEW (list);
}

static gboolean
shows_voices (Bench *bench)
{
  GtkListView *list = voices_list (bench);

  return list != NULL && gtk_list_view_get_model (list) != NULL
         && g_list_model_get_n_items (G_LIST_MODEL (gtk_list_view_get_model (list))) > 0;
}

static gboolean
is_idle (Bench *bench)
{
  return !ear_workbook_is_busy (bench->workbook);
}

static void
scroll (Bench *bench)
{
  GtkAdjustment *adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (voices_list (bench)));
  g_autoptr (GArray) intervals = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GArray) works = g_array_new (FALSE, FALSE, sizeof (gint64));
  gint64 before = 0, worked_before = 0;
  guint over = 0, works_over = 0;

  g_array_set_size (bench->durations, 0);
  for (guint i = 0; i <= SCROLL_FRAMES; i++)
    {
      double most = gtk_adjustment_get_upper (adjustment) - gtk_adjustment_get_page_size (adjustment);
      gint64 interval, work;

      gtk_adjustment_set_value (adjustment, most * i / SCROLL_FRAMES);
      await_frames (bench, 1);
      interval = bench->painted - before;
      work = bench->worked - worked_before;
      if (before != 0)
        {
          g_array_append_val (intervals, interval);
          g_array_append_val (works, work);
        }
      before = bench->painted;
      worked_before = bench->worked;
    }
  for (guint i = 0; i < intervals->len; i++)
    {
      over += g_array_index (intervals, gint64, i) > MAX_FRAME_US;
      works_over += g_array_index (works, gint64, i) > MAX_FRAME_US;
    }
  tell ("scroll-frames", intervals->len);
  tell ("scroll-frames-late", over);
  tell ("scroll-frames-late-by-work", works_over);
  tell_percentiles ("scroll-work", works);
  tell_percentiles ("scroll-frame", bench->durations);
  tell_percentiles ("scroll-interval", intervals);
  await (bench, is_idle);
}

/* Puts a letter where the cursor is, as an input method would; NUL empties the entry or text. */
static void
press (GtkWidget *entry, char letter)
{
  const char key[] = { letter, '\0' };
  int at = -1;

  if (GTK_IS_TEXT_VIEW (entry))
    {
      if (letter == '\0')
        gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (entry)), "", 0);
      else
        gtk_text_buffer_insert_interactive_at_cursor (gtk_text_view_get_buffer (GTK_TEXT_VIEW (entry)), key, 1, TRUE);
      return;
    }
  if (letter == '\0')
    gtk_editable_set_text (GTK_EDITABLE (entry), "");
  else
    gtk_editable_insert_text (GTK_EDITABLE (entry), key, -1, &at);
  gtk_editable_set_position (GTK_EDITABLE (entry), -1);
}

/* Letters that make words which are there, some of them often. */
static void
type_words (Bench *bench, GtkWidget *entry, const char *words, const char *name)
{
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GArray) works = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autofree char *work_name = g_strconcat (name, "-work", NULL);

  gtk_widget_grab_focus (entry);
  await_frames (bench, 2);
  for (guint i = 0; i < N_KEYS; i++)
    {
      gint64 pressed, worked_before, took;

      if (i % strlen (words) == 0)
        press (entry, '\0');
      let_pass (KEY_GAP_MS);
      pressed = now ();
      worked_before = worked ();
      press (entry, words[i % strlen (words)]);
      /* A frame that had begun before the key may not show it. */
      while (bench->painted < pressed || bench->painting != 0)
        g_main_context_iteration (NULL, TRUE);
      took = bench->painted - pressed;
      g_array_append_val (times, took);
      took = bench->worked - worked_before;
      g_array_append_val (works, took);
    }
  tell_percentiles (name, times);
  tell_percentiles (work_name, works);
}

static void
measure_voices (Bench *bench, GtkApplication *application)
{
  double heap, resident;
  gint64 asked;
  GtkWidget *page;

  show_window (bench, application);
  await (bench, is_idle);
  await_frames (bench, 2);
  heap = heap_mib ();
  resident = resident_mib ();
  tell ("resident-before", resident);
  asked = now ();
  ear_window_show_page (EAR_WINDOW (bench->window), "voices");
  await (bench, shows_voices);
  await_frames (bench, 1);
  tell ("voices-first", (now () - asked) / 1000.);
  await (bench, is_idle);
  tell ("voices-names", (now () - asked) / 1000.);
  scroll (bench);
  tell ("list-heap", heap_mib () - heap);
  tell ("resident-after-scroll", resident_mib ());
  page = find_named (GTK_WIDGET (bench->window), "EarVoicesPage");
  type_words (bench, find (page, GTK_TYPE_SEARCH_ENTRY), "care palmo tiver wone landis mocare verha ", "search-key");
  asked = now ();
  await (bench, is_idle);
  tell ("search-last-answer", (now () - asked) / 1000.);
  tell ("resident-after-search", resident_mib ());
}

static gboolean
has_line (Bench *bench)
{
  return find_named (GTK_WIDGET (bench->window), "EarCaptureLine") != NULL;
}

static void
measure_capture (Bench *bench, GtkApplication *application)
{
  GtkWidget *line;

  show_window (bench, application);
  await (bench, is_idle);
  gtk_widget_activate_action (GTK_WIDGET (bench->window), "win.new-conversation", NULL);
  await (bench, has_line);
  await (bench, is_idle);
  line = find_named (GTK_WIDGET (bench->window), "EarCaptureLine");
  /* With what the line looks up as one types: a theme, a speaker, a feeling. */
  type_words (bench, find (line, GTK_TYPE_TEXT_VIEW), "- the bus to the surgery never comes on time #wait @P1 ", "capture-key");
}

int
main (int argc, char **argv)
{
  Bench bench = { .began = now () };
  g_autoptr (EarApplication) application = NULL;

  if (argc != 4)
    {
      fprintf (stderr, "usage: %s blank|open|voices|capture WORKBOOK PASSPHRASE\n", argv[0]);
      return 2;
    }
  bench.durations = g_array_new (FALSE, FALSE, sizeof (gint64));
  ear_workbook_open_async (argv[2], argv[3], NULL, opened_cb, &bench);
  application = ear_application_new ();
  g_application_set_flags (G_APPLICATION (application), G_APPLICATION_NON_UNIQUE);
  g_application_register (G_APPLICATION (application), NULL, NULL);
  if (g_str_equal (argv[1], "blank"))
    measure_blank (&bench, GTK_APPLICATION (application));
  else if (g_str_equal (argv[1], "open"))
    measure_open (&bench, GTK_APPLICATION (application));
  else if (g_str_equal (argv[1], "voices"))
    measure_voices (&bench, GTK_APPLICATION (application));
  else
    measure_capture (&bench, GTK_APPLICATION (application));
  fflush (stdout);
  /* What is measured is over; putting the workbook away is not part of it. */
  ear_workbook_close (bench.workbook);
  _exit (0);
}
